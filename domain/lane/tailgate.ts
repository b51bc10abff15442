import { type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { GatePosition, LanePhase } from '../lot/words.ts';

/** Loops and limit switches report on their own: a gate that closed just now was open when it counted. */
const JUST_CLOSED_MS = SECOND_MS;

/** What tells a tailgater from everything else that may lie on a safety loop. */
export interface TailgateView {
  readonly phase: LanePhase;
  readonly gate: GatePosition;
  /** Since when the gate has been so. */
  readonly gateAt: Instant;
  /** Staff hold it open: whoever passes then has their leave. */
  readonly held: boolean;
  /** A vehicle came onto the arming loop after the last one had passed. */
  readonly armedSincePass: boolean;
}

/**
 * Whether the safety loop coming on means a vehicle under a gate that was not opened for it. A vehicle
 * that rolls back after it has passed has not been on the arming loop again, and one that is still
 * passing is in its own phase. A trailer with a long drawbar may look like a second vehicle.
 */
export function isTailgate(lane: TailgateView, at: Instant): boolean {
  if (lane.phase === 'vended' || lane.phase === 'passing') return false;
  if (lane.held || !lane.armedSincePass) return false;
  if (lane.gate === 'open' || lane.gate === 'moving') return true;
  return lane.gate === 'closed' && at - lane.gateAt < JUST_CLOSED_MS;
}
