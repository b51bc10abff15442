import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';

/** What is known when a vehicle wants out. */
export interface Account {
  /** The fee of the whole stay up to `at`. */
  readonly totalMinor: Minor;
  /** All that was paid for it so far. */
  readonly paidMinor: Minor;
  /** Until then the way out is free; null before the first payment. */
  readonly graceUntilAt: Instant | null;
  readonly at: Instant;
}

/**
 * What is still to be paid, never negative. A payment always settles all that was due, so within its
 * grace nothing is; after that the whole stay is charged anew, less what was paid.
 */
export function dueAmount({ totalMinor, paidMinor, graceUntilAt, at }: Account): Minor {
  if (graceUntilAt !== null && at < graceUntilAt) return 0;
  return Math.max(0, totalMinor - paidMinor);
}
