import { type DurationMs, HOUR_MS } from '../kernel/instant.ts';
import { Learner } from './learner.ts';

/** How far ahead a model learns to look; between two of them it takes what lies between. Hours. */
export const HORIZON_HOURS = [1, 3, 6, 12, 24, 48, 96, 168] as const;

/** How fast today's deviation is believed to fade before anything is learnt. */
const FADE_HOURS = 8;
const YESTERDAY_FADE_HOURS = 40;
/** What that belief weighs against what is learnt, in squares of shares of capacity. */
const RIDGE = 0.3;
/** What a day teaches counts half after about three weeks. */
const KEPT_PER_DAY = 0.97;
const ERRORS_KEPT_MAX = 1_500;
/** Of ten forecasts two come outside the band: one below and one above. */
const OUTSIDE = 0.2;
/** How far the band's bounds move with each forecast that comes to its time, in spreads. */
const BOUND_STEP_LEAST = 0.05;
/** What is stated is the error of so many days with readings, whatever lies between them. */
const RECENT_DAYS = 28;

/** Errors between which eight in ten lie, in spreads of the half hour. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** A forecast and what came, in shares of capacity. */
export interface Outcome {
  readonly came: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** What is known about one distance ahead: how much carries over, and how far forecasts were off. */
export class Horizon {
  readonly hours: number;
  readonly aheadMs: DurationMs;
  readonly #learner: Learner;
  readonly #errors: { readonly day: number; readonly share: number }[] = [];
  #day = 0;
  #band: Band;
  #count = 0;

  constructor(hours: number) {
    this.hours = hours;
    this.aheadMs = hours * HOUR_MS;
    const believed = 1.2 + 1.2 * (1 - Math.exp(-hours / 12));
    this.#band = { low: -believed, high: believed };
    this.#learner = new Learner(
      [Math.exp(-hours / FADE_HOURS), 0.3, 0.3 * Math.exp(-hours / YESTERDAY_FADE_HOURS), 0.2],
      RIDGE,
    );
  }

  get weights(): readonly number[] {
    return this.#learner.weights;
  }

  learn(features: readonly number[], target: number): void {
    this.#learner.learn(features, target);
  }

  /**
   * Moves the band so that in the long run eight in ten come within it, whatever their errors look like.
   * Where one bound is an empty or a full lot nothing can lie outside it, and the other takes its part.
   * Source: adaptive conformal inference (Gibbs and Candès, 2021), one bound at a time.
   */
  settle({ came, expected, low, high }: Outcome): void {
    this.#errors.push({ day: this.#day, share: Math.abs(came - expected) });
    if (this.#errors.length > ERRORS_KEPT_MAX) this.#errors.splice(0, ERRORS_KEPT_MAX / 10);
    const below = high >= 1 ? OUTSIDE : OUTSIDE / 2;
    const above = low <= 0 ? OUTSIDE : OUTSIDE / 2;
    const step = Math.max(BOUND_STEP_LEAST, 1 / Math.sqrt(this.#count + 4));
    this.#count += 1;
    this.#band = {
      low: Math.min(0, this.#band.low + step * (below - (came < low ? 1 : 0))),
      high: Math.max(0, this.#band.high - step * (above - (came > high ? 1 : 0))),
    };
  }

  endDay(): void {
    this.#learner.fade(KEPT_PER_DAY);
    this.#day += 1;
  }

  get band(): Band {
    return this.#band;
  }

  /** Mean absolute error of the last 28 days with readings, in shares of capacity; null: too few. */
  recentError(countLeast: number): number | null {
    const recent = this.#errors.filter(({ day }) => day > this.#day - RECENT_DAYS);
    if (recent.length < countLeast) return null;
    return recent.reduce((sum, { share }) => sum + share, 0) / recent.length;
  }
}
