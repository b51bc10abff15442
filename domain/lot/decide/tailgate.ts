import { SECOND_MS } from '../../kernel/instant.ts';
import {
  followedThrough,
  isTailgate,
  type TailgateHow,
  VEHICLE_ON_LOOP_SECONDS,
} from '../../lane/tailgate.ts';
import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import { isFree } from '../lane-view.ts';
import type { LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

/** The safety loop came on: whether somebody passes who has no leave to. */
export function tailgated(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
): readonly LotEvent[] {
  const { held } = found;
  if (!isTailgate({ ...held, free: isFree(state, held) }, command.at)) return [];
  return seen(state, found, command, { count: 1, how: 'open-gate' });
}

/** The safety loop is clear after a vehicle has passed: whether others went through with it. */
export function tailgatedAtClear(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
): readonly LotEvent[] {
  const { held, lot } = found;
  const limitSeconds = lot.policies.vehicleOnLoopSeconds ?? VEHICLE_ON_LOOP_SECONDS;
  const through = followedThrough({
    free: isFree(state, held),
    heldMs: command.at - held.phaseSince,
    limitMs: limitSeconds * SECOND_MS,
    followers: held.followers,
  });
  return through === null ? [] : seen(state, found, command, through);
}

/** Every vehicle is on record with both reads; one alarm a lane stands until it is acknowledged. */
function seen(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  { count, how }: { readonly count: number; readonly how: TailgateHow },
): readonly LotEvent[] {
  const { lane, held } = found;
  const { leaderPlateRef, lastRead } = held;
  const read = lastRead?.plateRef ?? null;
  const plateRef = read === leaderPlateRef ? null : read;
  const awaited = held.phase === 'due' ? held.sessionId : null;
  const stay = plateRef === null || found.way === 'entry' ? null : state.byPlate.get(plateRef);
  const event: LotEvent = {
    type: 'TailgateSeen',
    laneId: lane.id,
    count: held.tailgates + count,
    how,
    sessionId: awaited ?? stay ?? null,
    plateRef,
    leaderPlateRef,
  };
  const detail = `${lane.label}: ${SENTENCES[how]}`;
  return [event, ...raiseOnce(state, command, { code: 'tailgating', laneId: lane.id, detail })];
}

const SENTENCES: Readonly<Record<TailgateHow, string>> = {
  'open-gate': 'a vehicle passed that the gate was not opened for',
  'close-behind': 'a vehicle passed close behind the one that the gate was opened for',
  'loop-held': 'something was under the gate for longer than one vehicle takes',
};
