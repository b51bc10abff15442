import { DAYS_PER_WEEK, type Place, SLOTS_PER_DAY } from './slot-clock.ts';

/** How much a week counts against the one after it: half as much after about four weeks. */
const KEPT_PER_WEEK = 0.85;
const KEPT_PER_DAY = 0.9;
/** The mean over all days stands in with the weight of this many weeks of the weekday itself. */
const POOLED_WEEKS = 0.3;
const SPREAD_KEPT_PER_DAY = 0.93;
/** No half hour is believed to be surer than this, in shares of capacity. */
const SPREAD_LEAST = 0.02;
const SPREAD_PRIOR_DAYS = 3;

/**
 * What is usual for a weekday and half hour, in shares of capacity: a mean over the weeks that forgets.
 * Where a weekday has few weeks of its own, the half hour's mean over all days stands in.
 */
export class Profile {
  readonly #own = new FadingMeans(DAYS_PER_WEEK * SLOTS_PER_DAY, KEPT_PER_WEEK);
  readonly #all = new FadingMeans(SLOTS_PER_DAY, KEPT_PER_DAY);
  readonly #squares = new FadingMeans(SLOTS_PER_DAY, SPREAD_KEPT_PER_DAY);

  /** The usual share at a place, or null for a half hour that has never been seen. */
  usualAt({ weekday, slot }: Place): number | null {
    if (this.#all.weight(slot) === 0) return null;
    const pooled = this.#all.sum(slot) / this.#all.weight(slot);
    const own = weekday * SLOTS_PER_DAY + slot;
    return (this.#own.sum(own) + POOLED_WEEKS * pooled) / (this.#own.weight(own) + POOLED_WEEKS);
  }

  /** How far a half hour strays from what is usual: the root of its mean square, in shares. */
  spreadAt({ slot }: Place): number {
    const least = SPREAD_LEAST * SPREAD_LEAST;
    const weight = this.#squares.weight(slot) + SPREAD_PRIOR_DAYS;
    return Math.sqrt((this.#squares.sum(slot) + SPREAD_PRIOR_DAYS * least) / weight + least);
  }

  observe(place: Place, share: number): void {
    const usual = this.usualAt(place);
    if (usual !== null) this.#squares.take(place.slot, (share - usual) ** 2);
    this.#own.take(place.weekday * SLOTS_PER_DAY + place.slot, share);
    this.#all.take(place.slot, share);
  }
}

/** Sums in which all that came before counts less with each new value. */
class FadingMeans {
  readonly #kept: number;
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;

  constructor(count: number, kept: number) {
    this.#kept = kept;
    this.#weights = new Float64Array(count);
    this.#sums = new Float64Array(count);
  }

  weight(at: number): number {
    return this.#weights[at] ?? 0;
  }

  sum(at: number): number {
    return this.#sums[at] ?? 0;
  }

  take(at: number, value: number): void {
    this.#weights[at] = this.weight(at) * this.#kept + 1;
    this.#sums[at] = this.sum(at) * this.#kept + value;
  }
}
