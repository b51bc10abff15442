/** How long to wait before trying again: doubles up to a cap, spread so that peers do not retry in step. */
export interface BackoffLimits {
  readonly firstMs: number;
  readonly capMs: number;
}

export interface Backoff {
  /** The next wait in milliseconds: between half and all of the doubled, capped step. */
  nextMs(): number;
  /** After a success the next failure starts small again. */
  reset(): void;
}

/** A bounded exponential back-off with jitter. `random` gives 0 ≤ x < 1. */
export function createBackoff(
  { firstMs, capMs }: BackoffLimits,
  random: () => number = Math.random,
): Backoff {
  let stepMs = firstMs;
  return {
    nextMs() {
      const waitMs = Math.round(stepMs * (0.5 + random() / 2));
      stepMs = Math.min(stepMs * 2, capMs);
      return waitMs;
    },
    reset() {
      stepMs = firstMs;
    },
  };
}
