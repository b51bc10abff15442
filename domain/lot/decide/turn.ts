import type { LaneId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { scheduledWay, type Way } from '../../lane/way.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LaneState, LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';

/** Turns a reversible lane by hand, or gives it back to its schedule. */
export function decideTurn(state: LotState, command: CommandOf<'TurnLane'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { lane, held } = found;
  if (lane.direction !== 'reversible') return refused('lane-not-reversible', lane.label);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const byHand = command.to !== 'schedule';
  const to = command.to === 'schedule' ? wanted(found, command.at) : command.to;
  const isSo = (held.turning?.to ?? held.way) === to && held.turnedByHand === byHand;
  if (isSo) return NOTHING;
  return happened(...turning(found, to, byHand, reason));
}

/** By the second: what the schedule wants, and whether a lane that is to turn is clear by now. */
export function turnTick(state: LotState, laneId: LaneId, at: Instant): readonly LotEvent[] {
  const found = findLane(state, laneId);
  if (found === null || found.lane.direction !== 'reversible') return [];
  const { held } = found;
  if (!held.turnedByHand) {
    const to = wanted(found, at);
    if ((held.turning?.to ?? held.way) !== to) return turning(found, to, false, '');
  }
  if (held.turning === null || !isClear(held)) return [];
  return [{ type: 'LaneTurned', laneId, to: held.turning.to }];
}

function turning(
  { lane, held }: FoundLane,
  to: Way,
  byHand: boolean,
  reason: string,
): readonly LotEvent[] {
  const begun: LotEvent = { type: 'LaneTurning', laneId: lane.id, to, byHand, reason };
  return isClear(held) ? [begun, { type: 'LaneTurned', laneId: lane.id, to }] : [begun];
}

function wanted({ lane, lot }: FoundLane, at: Instant): Way {
  return scheduledWay(lane.schedule ?? [], at, lot.timeZone);
}

/** Nobody stands in it, and none can drive in before it has turned. */
function isClear({ phase, armingOn, safetyOn, gate, held }: LaneState): boolean {
  const isShut = gate === 'closed' || gate === 'unknown';
  return phase === 'idle' && !armingOn && !safetyOn && isShut && !held;
}
