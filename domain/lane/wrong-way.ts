import type { Lane } from '../facility/lot-file.ts';
import { type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { GatePosition, LanePhase } from '../lot/words.ts';

/** What tells a vehicle that comes against a lane's direction from everything else on a safety loop. */
export interface WrongWayView {
  readonly phase: LanePhase;
  readonly phaseSince: Instant;
  readonly gate: GatePosition;
  readonly armingOn: boolean;
  /** A vehicle came onto the arming loop after the last one had passed. */
  readonly armedSincePass: boolean;
}

/** What comes so soon after a vehicle belongs to it: a trailer, or a high axle that the loop lost for a moment. */
const TRAILER_GAP_MS = 2 * SECOND_MS;

/**
 * Whether the safety loop coming on may be a vehicle from the other side: nobody has come by the arming loop,
 * nobody is passing, and the arm is not down, or nothing could come. It is one when it reaches the arming
 * loop before it leaves the safety loop; a person or a trolley never does. A reversible lane has both sides.
 */
export function comesAgainst(
  lane: WrongWayView,
  direction: Lane['direction'],
  at: Instant,
): boolean {
  if (direction === 'reversible' || lane.phase !== 'idle') return false;
  if (at - lane.phaseSince < TRAILER_GAP_MS) return false;
  return !lane.armingOn && !lane.armedSincePass && lane.gate !== 'closed';
}
