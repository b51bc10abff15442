import type { Lane } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { AlarmCode } from '../lot/event.ts';
import type { LaneState } from '../lot/state.ts';

/** A vehicle that stands this long at an exit, or under a gate, calls staff. */
const STUCK_MS = 60 * SECOND_MS;

/** Codes that a lane raises; the rest belong to devices. */
export const LANE_ALARM_CODES = [
  'gate-fault',
  'staff-asked',
  'exit-stuck',
  'passage-stuck',
  'plate-differs',
] as const satisfies readonly AlarmCode[];
export type LaneAlarmCode = (typeof LANE_ALARM_CODES)[number];

/**
 * What is wrong at a lane right now, with a sentence each. The lot compares it with its open alarms
 * every second, raises what is new and clears what is over, so no other code raises lane alarms.
 */
export function laneConditions(
  lane: Lane,
  held: LaneState,
  at: Instant,
): ReadonlyMap<LaneAlarmCode, string> {
  const found = new Map<LaneAlarmCode, string>();
  if (held.gate === 'fault') found.set('gate-fault', `${lane.label}: the barrier reports a fault`);
  if (held.phase === 'asking') {
    const [code, words] = questionOf(held);
    found.set(code, `${lane.label}: ${words}`);
  }
  if (held.phase === 'passing' && at - held.phaseSince >= STUCK_MS)
    found.set('passage-stuck', `${lane.label}: something has been on the safety loop for a minute`);
  const waits = held.phase === 'armed' || held.phase === 'due';
  if (lane.direction !== 'entry' && waits && at - held.phaseSince >= STUCK_MS)
    found.set('exit-stuck', `${lane.label}: a vehicle has been waiting for a minute`);
  return found;
}

function questionOf({ question, lastRead }: LaneState): readonly [LaneAlarmCode, string] {
  if (question?.kind === 'plate-differs')
    return ['plate-differs', 'the plate is not the one that came in with the ticket'];
  if (question?.kind === 'near-plates')
    return ['staff-asked', 'the plate is not inside, but some that resemble it are'];
  const confidence = Math.round((lastRead?.confidence ?? 0) * 100);
  return ['staff-asked', `plate read with ${confidence} % confidence`];
}
