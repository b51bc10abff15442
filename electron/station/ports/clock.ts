import type { Instant } from '#domain/kernel/instant.ts';

/** The station's only source of time. */
export interface Clock {
  /** Epoch milliseconds, never less than what it said before, whatever the machine's clock does. */
  now(): Instant;
}

/** The machine's clock, held where it would step back: events stay in order of time. */
export function systemClock(): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(last, Date.now());
      return last;
    },
  };
}
