import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';

/** How often a provider is asked. Its webhooks are quicker; asking is for those that never come. */
export interface Pace {
  /** The first look after an order is made; each wait is half as long again, up to the cap. */
  readonly pollFirstMs: number;
  readonly pollCapMs: number;
  /** A refund takes its time. */
  readonly refundPollMs: number;
  /** After its time, an order is still looked at: the money may come late. */
  readonly latePollMs: number;
  readonly lateWatchMs: number;
  readonly troubleFirstMs: number;
  readonly troubleCapMs: number;
}

export const PACE: Pace = {
  pollFirstMs: 2 * SECOND_MS,
  pollCapMs: 15 * SECOND_MS,
  refundPollMs: MINUTE_MS,
  latePollMs: MINUTE_MS,
  lateWatchMs: HOUR_MS,
  troubleFirstMs: SECOND_MS,
  troubleCapMs: MINUTE_MS,
};

/** The wait before the next look at an order that was made so long ago. */
export function pollAfterMs(pace: Pace, ageMs: number): number {
  return Math.min(pace.pollCapMs, Math.max(pace.pollFirstMs, ageMs / 2));
}
