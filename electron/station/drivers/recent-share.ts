import { type Instant, MINUTE_MS } from '#domain/kernel/instant.ts';

/** Counts are told of the hour that has just passed, in steps of five minutes. */
export const RECENT_MINUTES = 60;
const STEP_MS = 5 * MINUTE_MS;
const STEPS = (RECENT_MINUTES * MINUTE_MS) / STEP_MS;

export interface RecentCounts {
  /** Readings that came, and those that had to be dropped, in the last `RECENT_MINUTES`. */
  readonly inputs: number;
  readonly drops: number;
}

/** Counts of the last hour in a ring of twelve steps: what was wrong yesterday is not wrong now. */
export class RecentShare {
  readonly #inputs = new Uint32Array(STEPS);
  readonly #drops = new Uint32Array(STEPS);
  #step = 0;

  count(what: 'inputs' | 'drops', at: Instant): void {
    const step = this.#turnTo(at);
    const counts = what === 'inputs' ? this.#inputs : this.#drops;
    counts[step] = (counts[step] ?? 0) + 1;
  }

  counts(at: Instant): RecentCounts {
    this.#turnTo(at);
    const sum = (counts: Uint32Array) => counts.reduce((all, one) => all + one, 0);
    return { inputs: sum(this.#inputs), drops: sum(this.#drops) };
  }

  /** Empties what is older than the hour. A clock that was set back goes on in the newest step. */
  #turnTo(at: Instant): number {
    const now = Math.max(this.#step, Math.floor(at / STEP_MS));
    for (let step = Math.max(this.#step + 1, now - STEPS + 1); step <= now; step++) {
      this.#inputs[step % STEPS] = 0;
      this.#drops[step % STEPS] = 0;
    }
    this.#step = now;
    return now % STEPS;
  }
}
