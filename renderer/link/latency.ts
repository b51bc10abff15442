const SAMPLES_MAX = 1_000;

/** Keeps the last thousand delays from the station's message to the screen, in milliseconds. */
export class LatencyMeter {
  readonly #samples: number[] = [];
  #next = 0;

  add(delayMs: number): void {
    this.#samples[this.#next] = Math.max(0, delayMs);
    this.#next = (this.#next + 1) % SAMPLES_MAX;
  }

  get count(): number {
    return this.#samples.length;
  }

  /** The delay that a share of the samples (0 to 1) does not exceed, or null without samples. */
  percentileMs(share: number): number | null {
    if (this.#samples.length === 0) return null;
    const sorted = [...this.#samples].sort((a, b) => a - b);
    const index = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
    return sorted[Math.max(0, index)] ?? null;
  }
}
