import type { Lane } from '../facility/lot-file.ts';
import type { LaneId, SessionId } from '../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { LaneView } from '../lane/transition.ts';
import type { Way } from '../lane/way.ts';
import type { LaneState, LotState } from './state.ts';

/** Whether the gate is up for everybody: staff hold it open, or the car park is being evacuated. */
export function isFree(state: LotState, held: LaneState): boolean {
  return held.held || state.evacuation !== null;
}

/** Why the gate is up for everybody, or null while it is not. */
export function freeReason(state: LotState, held: LaneState): string | null {
  return state.evacuation?.reason ?? held.hold?.reason ?? null;
}

/**
 * The reason why staff opened the gate for a vehicle that had not come yet, or null: whoever comes through
 * within the time limit is that vehicle.
 */
export function reasonAhead(
  { installed }: LotState,
  { openedAhead }: LaneState,
  at: Instant,
): string | null {
  const limitMs = (installed?.lot.policies.passageLimitSeconds ?? 0) * SECOND_MS;
  return openedAhead !== null && at - openedAhead.at < limitMs ? openedAhead.reason : null;
}

/** What the lane's table needs to know of a lane. */
export function laneViewOf(state: LotState, held: LaneState): LaneView {
  const { phase, armingOn, armingCleared, followers, armedSincePass, authorised } = held;
  const { safetyOn, safetyAt, armedAt } = held;
  const free = isFree(state, held);
  // What was on the safety loop before it came is another vehicle.
  const onBoth = safetyOn && safetyAt !== null && armedAt !== null && safetyAt >= armedAt;
  return { phase, armingOn, armingCleared, followers, armedSincePass, authorised, free, onBoth };
}

/** Which way a lane leads now. */
export function wayOf({ direction }: Lane, held: LaneState): Way {
  return direction === 'reversible' ? held.way : direction;
}

/**
 * Whether nobody is let through for now, as the lane is about to lead the other way. Who stood there
 * before is still served.
 */
export function isTurning({ turning, armingOn, armedAt }: LaneState): boolean {
  if (turning === null) return false;
  return !armingOn || armedAt === null || armedAt > turning.since;
}

/** The lane in which the vehicle of a stay waits for its payment, or null. */
export function laneOfWaiting({ lanes }: LotState, sessionId: SessionId): LaneId | null {
  for (const [laneId, lane] of lanes)
    if (lane.phase === 'due' && lane.sessionId === sessionId) return laneId;
  return null;
}
