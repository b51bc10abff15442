import type { Instant } from '#domain/kernel/instant.ts';

/** The station's only source of time. */
export interface Clock {
  /** Epoch milliseconds, never less than what it said before, whatever the machine's clock does. */
  now(): Instant;
}

/** How fast time passes until the machine's clock, which was set back, has come up to it. */
const CATCH_UP_SPEED = 0.5;

export interface ClockSources {
  /** Epoch milliseconds of the machine; may be set forth and back. */
  readonly wall: () => number;
  /** Milliseconds since some moment; never set. */
  readonly steady: () => number;
}

const MACHINE: ClockSources = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * The machine's clock, which may be set back: events stay in order of time, and time goes on at half its
 * speed until the machine is there again. It must not stand still: limits of passages, silent sensors
 * and how much a device may send are all measured by it.
 */
export function systemClock({ wall, steady }: ClockSources = MACHINE): Clock {
  let last = Number.NEGATIVE_INFINITY;
  let steadyLast = steady();
  return {
    now() {
      const steadyNow = steady();
      const passedMs = Math.max(0, steadyNow - steadyLast);
      steadyLast = steadyNow;
      last = Math.max(last + passedMs * CATCH_UP_SPEED, wall());
      return Math.floor(last);
    },
  };
}
