import type { Instant } from '../kernel/instant.ts';

/** A stretch of time from `fromAt` up to, not including, `toAt`. */
export interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

/** Whether two stretches share any time. */
export function overlaps(a: Span, b: Span): boolean {
  return a.fromAt < b.toAt && b.fromAt < a.toAt;
}
