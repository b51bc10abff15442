import type { Instant } from '#domain/kernel/instant.ts';

/** How much may come: so many at once, and so many a second from then on. */
export interface FlowLimits {
  readonly perSecond: number;
  readonly burst: number;
}

/** What may still come, and since when it has been counted. */
export interface FlowState {
  readonly left: number;
  readonly at: Instant;
}

export function newFlow({ burst }: FlowLimits, at: Instant): FlowState {
  return { left: burst, at };
}

/** What may come by now. A clock that was set back gives nothing and takes nothing. */
export function refill(state: FlowState, { perSecond, burst }: FlowLimits, at: Instant): FlowState {
  const passedMs = Math.max(0, at - state.at);
  return { left: Math.min(burst, state.left + (passedMs * perSecond) / 1_000), at };
}

/** So many more come, one where nothing is said; null when it is too much. */
export function take(
  state: FlowState,
  limits: FlowLimits,
  at: Instant,
  amount = 1,
): FlowState | null {
  const now = refill(state, limits, at);
  return now.left < amount ? null : { ...now, left: now.left - amount };
}
