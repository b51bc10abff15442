import type { Lane, Policies } from '../facility/lot-file.ts';
import type { Instant } from '../kernel/instant.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import type { AlarmCode } from '../lot/event.ts';
import { wayOf } from '../lot/lane-view.ts';
import type { LaneState, LotState } from '../lot/state.ts';

/** A vehicle that stands this long at an exit, or under a gate, calls staff. */
const STUCK_MS = 60 * SECOND_MS;

/** Where a lot's file says nothing. */
const GATE_OPEN_LIMIT_SECONDS = 60;
const HOLD_LIMIT_MINUTES = 120;

/** How long an arm may take to rise when the building is evacuated. */
const UP_WITHIN_MS = 15 * SECOND_MS;
/** How long an arm may take to rise for a vehicle, with a slow line and a busy controller between. */
const OPENS_WITHIN_MS = 10 * SECOND_MS;
/** A lane that is to turn waits this long for the vehicle in it before staff are called. */
const TURN_LIMIT_MS = 2 * MINUTE_MS;

/** What a lane's alarms depend on beside the lane itself. */
export interface LotFacts {
  readonly policies: Policies;
  readonly evacuation: LotState['evacuation'];
}

/** Codes that a lane raises; the rest belong to devices. */
export const LANE_ALARM_CODES = [
  'gate-fault',
  'staff-asked',
  'exit-stuck',
  'passage-stuck',
  'plate-differs',
  'gate-open-long',
  'gate-not-up',
  'help-called',
  'lane-turn-stuck',
] as const satisfies readonly AlarmCode[];
export type LaneAlarmCode = (typeof LANE_ALARM_CODES)[number];

/**
 * What is wrong at a lane right now, with a sentence each. The lot compares it with its open alarms
 * every second, raises what is new and clears what is over, so no other code raises lane alarms.
 */
export function laneConditions(
  lane: Lane,
  held: LaneState,
  lot: LotFacts,
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
  if (wayOf(lane, held) === 'exit' && waits && at - held.phaseSince >= STUCK_MS)
    found.set('exit-stuck', `${lane.label}: a vehicle has been waiting for a minute`);
  const gate = gateTrouble(held, lot, at);
  if (gate !== null) found.set(gate[0], `${lane.label}: ${gate[1]}`);
  if (held.call !== null && held.call.answeredBy === null)
    found.set('help-called', `${lane.label}: a driver asks for help`);
  if (held.turning !== null && at - held.turning.since >= TURN_LIMIT_MS)
    found.set('lane-turn-stuck', `${lane.label}: it cannot turn while a vehicle stands in it`);
  return found;
}

/** What an arm does that it should not: down in an evacuation or for who may pass, or up for too long. */
function gateTrouble(
  held: LaneState,
  { policies, evacuation }: LotFacts,
  at: Instant,
): readonly [LaneAlarmCode, string] | null {
  if (evacuation !== null) {
    const isDown = held.gate !== 'open' && at - evacuation.since >= UP_WITHIN_MS;
    return isDown ? ['gate-not-up', 'the gate is not open. Open it by hand at the barrier'] : null;
  }
  const { phase, orderAt, gate, held: isHeld } = held;
  const isToRise = isHeld || phase === 'vended' || phase === 'passing';
  if (isToRise && gate === 'closed' && orderAt !== null && at - orderAt >= OPENS_WITHIN_MS)
    return ['gate-not-up', 'the gate was told to open and is still down. Look at the barrier'];
  const upLong = upTooLong(held, policies, at);
  return upLong === null ? null : ['gate-open-long', upLong];
}

/** An arm that stays up with nobody under it, or that staff have forgotten; null while all is well. */
function upTooLong(held: LaneState, policies: Policies, at: Instant): string | null {
  const { hold, gate, gateAt, vendAt, phase, safetyOn } = held;
  if (hold !== null) {
    const minutes = policies.holdLimitMinutes ?? HOLD_LIMIT_MINUTES;
    const isLong = hold.untilAt === null && at - hold.since >= minutes * MINUTE_MS;
    return isLong ? `the gate has been held open for ${minutes} minutes` : null;
  }
  if (gate !== 'open' || safetyOn || phase === 'vended' || phase === 'passing') return null;
  const seconds = policies.gateOpenLimitSeconds ?? GATE_OPEN_LIMIT_SECONDS;
  const isLong = at - Math.max(gateAt, vendAt ?? 0) >= seconds * SECOND_MS;
  return isLong ? `the arm has been up for ${seconds} seconds, and nobody was let through` : null;
}

function questionOf({ question, visitor }: LaneState): readonly [LaneAlarmCode, string] {
  if (question?.kind === 'plate-differs')
    return ['plate-differs', 'the plate is not the one that came in with the ticket'];
  if (question?.kind === 'near-plates')
    return ['staff-asked', 'the plate is not inside, but some that resemble it are'];
  if (visitor === null) return ['staff-asked', 'no camera has read a plate'];
  const confidence = Math.round(visitor.confidence * 100);
  return ['staff-asked', `plate read with ${confidence} % confidence`];
}
