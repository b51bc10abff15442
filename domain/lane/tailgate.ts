import { type DurationMs, type Instant, SECOND_MS } from '../kernel/instant.ts';
import type { GatePosition, LanePhase } from '../lot/words.ts';

/** Loops and limit switches report on their own: a gate that closed just now was open when it counted. */
const JUST_CLOSED_MS = SECOND_MS;

/** Where a lot's file says nothing: longer than a lorry needs to roll over a loop. */
export const VEHICLE_ON_LOOP_SECONDS = 20;

/**
 * How a vehicle was seen to follow another: it came onto the safety loop under a gate that was still
 * open · it left the arming loop while another was on the safety loop, which then stayed on for both ·
 * the safety loop stayed on for longer than one vehicle takes.
 */
export const TAILGATE_HOWS = ['open-gate', 'close-behind', 'loop-held'] as const;
export type TailgateHow = (typeof TAILGATE_HOWS)[number];

/** What tells a tailgater from everything else that may lie on a safety loop. */
export interface TailgateView {
  readonly phase: LanePhase;
  readonly gate: GatePosition;
  /** When the arm was last seen to leave a place that is not down; one that was never up came down for nobody. */
  readonly upUntil: Instant | null;
  /** The gate is up for everybody: whoever passes then has leave to. */
  readonly free: boolean;
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
  if (lane.free || !lane.armedSincePass) return false;
  if (lane.gate === 'open' || lane.gate === 'moving') return true;
  const { gate, upUntil } = lane;
  return gate === 'closed' && upUntil !== null && at - upUntil < JUST_CLOSED_MS;
}

/** What the safety loop tells when it is clear again after a vehicle has passed. */
export interface ClearedView {
  readonly free: boolean;
  /** How long it was on. */
  readonly heldMs: DurationMs;
  /** Longer than one vehicle takes. */
  readonly limitMs: DurationMs;
  readonly followers: number;
}

/** How many passed with the one that the gate was opened for, as far as the loops tell, and how it shows. */
export function followedThrough(view: ClearedView): {
  readonly count: number;
  readonly how: TailgateHow;
} | null {
  if (view.free) return null;
  if (view.followers > 0) return { count: view.followers, how: 'close-behind' };
  return view.heldMs > view.limitMs ? { count: 1, how: 'loop-held' } : null;
}
