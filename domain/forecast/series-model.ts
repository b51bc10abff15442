import { assert, must } from '../kernel/assert.ts';
import { HOUR_MS, type Instant } from '../kernel/instant.ts';
import type { CleanReading } from './clean.ts';
import { type Band, HORIZON_HOURS, Horizon } from './horizon.ts';
import { Profile } from './profile.ts';
import { DAYS_PER_WEEK, type Place, SLOTS_PER_DAY, type SlotClock } from './slot-clock.ts';

/** How fast the level follows the deviations of whole days. */
const LEVEL_GAIN = 0.4;
/** Until so many days are known, a half hour that was never seen is taken to be like the last one. */
const DAYS_BEFORE_CLOSED = 2;
const UNKNOWN_SPREAD = 0.1;

/** Shares of capacity, 0 to 1. */
export interface Expected {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/** A forecast without its band, and what it was made of. */
interface Guess {
  readonly usual: number;
  readonly spread: number;
  readonly features: readonly number[];
  readonly expected: number;
}

interface Pending extends Guess, Expected {
  readonly horizon: Horizon;
}

interface RunningDay {
  readonly day: number;
  sum: number;
  count: number;
}

/**
 * Learns one series reading by reading and says what comes next: what is usual for the weekday and half
 * hour, corrected by how far the last reading, the last days, yesterday at that time and last week at
 * that time are off it. How much each of them tells is learnt for every distance ahead from the series'
 * own past, as are the errors that the 80 % band is made of. It never sees a reading before its time,
 * so that a run over history is a backtest too.
 */
export class SeriesModel {
  readonly #clock: SlotClock;
  readonly #profile = new Profile();
  readonly #horizons = HORIZON_HOURS.map((hours) => new Horizon(hours));
  /** Forecasts made at past readings, by the instant that they are for. */
  readonly #pending = new Map<Instant, Pending[]>();
  readonly #lastDeviations: (number | null)[] = new Array(SLOTS_PER_DAY).fill(null);
  readonly #lastShares: (number | null)[] = new Array(DAYS_PER_WEEK * SLOTS_PER_DAY).fill(null);
  #last: { readonly at: Instant; readonly share: number; readonly deviation: number } | null = null;
  #level = 0;
  #days = 0;
  #today: RunningDay | null = null;

  constructor(clock: SlotClock) {
    this.#clock = clock;
  }

  /** The last reading's instant, from which horizons count; null before the first. */
  get lastAt(): Instant | null {
    return this.#last?.at ?? null;
  }

  /** Calendar days with any reading. */
  get days(): number {
    return this.#days;
  }

  /** Takes the next reading; they come in order of time, on the grid of half hours. */
  observe({ at, share }: CleanReading): void {
    assert(this.#last === null || at > this.#last.at, 'readings come in order of time');
    const place = this.#clock.placeOf(at);
    this.#settle(at, share);
    this.#enterDay(place, at);
    const usual = this.#profile.usualAt(place);
    const deviation = usual === null ? 0 : share - usual;
    this.#last = { at, share, deviation };
    if (this.#today !== null) {
      this.#today.sum += deviation;
      this.#today.count += 1;
    }
    this.#lastDeviations[place.slot] = deviation;
    this.#lastShares[weekSlot(place)] = share;
    this.#profile.observe(place, share);
    this.#lookAhead(at);
  }

  /**
   * What is expected at an instant after the last reading, with the band in which it comes in eight of
   * ten times. Null before the first reading, and for half hours that are never seen, as when a lot is
   * closed.
   */
  predict(at: Instant): Expected | null {
    if (this.#last === null) return null;
    const hours = Math.max(0, at - this.#last.at) / HOUR_MS;
    const { weights, band } = this.#between(hours);
    const guess = this.#guess(at, weights);
    if (guess === null) return this.#asLast();
    return banded(guess.expected, guess.spread, band);
  }

  /**
   * Mean absolute error so far at one of `HORIZON_HOURS`, over the last 28 days with readings, in shares of capacity;
   * null with fewer than `countLeast` forecasts that came to their time.
   */
  recentError(hours: (typeof HORIZON_HOURS)[number], countLeast: number): number | null {
    const horizon = must(
      this.#horizons.find((one) => one.hours === hours),
      'every horizon is kept',
    );
    return horizon.recentError(countLeast);
  }

  /** Compares what has come with what was expected of it. */
  #settle(at: Instant, share: number): void {
    for (const { horizon, features, usual, expected, low, high } of this.#pending.get(at) ?? []) {
      horizon.learn(features, share - usual);
      horizon.settle({ came: bounded(share), expected, low, high });
    }
    this.#pending.delete(at);
  }

  #enterDay({ day }: Place, at: Instant): void {
    if (this.#today?.day === day) return;
    if (this.#today !== null) {
      const mean = this.#today.sum / Math.max(1, this.#today.count);
      this.#level += LEVEL_GAIN * (mean - this.#level);
    }
    this.#today = { day, sum: 0, count: 0 };
    this.#days += 1;
    for (const horizon of this.#horizons) horizon.endDay();
    // What was expected for a gap is never settled.
    for (const targetAt of this.#pending.keys()) if (targetAt < at) this.#pending.delete(targetAt);
  }

  #lookAhead(at: Instant): void {
    for (const horizon of this.#horizons) {
      const targetAt = at + horizon.aheadMs;
      const guess = this.#guess(targetAt, horizon.weights);
      if (guess === null) continue;
      const band = banded(guess.expected, guess.spread, horizon.band);
      const pending = { horizon, ...guess, ...band };
      const held = this.#pending.get(targetAt);
      if (held === undefined) this.#pending.set(targetAt, [pending]);
      else held.push(pending);
    }
  }

  #guess(at: Instant, weights: readonly number[]): Guess | null {
    const place = this.#clock.placeOf(at);
    const usual = this.#profile.usualAt(place);
    if (usual === null) return null;
    const lastWeek = this.#lastShares[weekSlot(place)] ?? null;
    const features = [
      this.#last?.deviation ?? 0,
      this.#level,
      this.#lastDeviations[place.slot] ?? 0,
      lastWeek === null ? 0 : lastWeek - usual,
    ];
    let expected = usual;
    for (const [index, feature] of features.entries()) expected += feature * (weights[index] ?? 0);
    return {
      usual,
      spread: this.#profile.spreadAt(place),
      features,
      expected: bounded(expected),
    };
  }

  /** Of a half hour that was never seen. */
  #asLast(): Expected | null {
    if (this.#last === null || this.#days > DAYS_BEFORE_CLOSED) return null;
    const { band } = this.#between(HORIZON_HOURS[0]);
    return banded(bounded(this.#last.share), UNKNOWN_SPREAD, band);
  }

  /** What is learnt for a distance ahead: between two that are learnt it lies between them. */
  #between(hours: number): { readonly weights: readonly number[]; readonly band: Band } {
    const after = this.#horizons.find((one) => one.hours >= hours) ?? this.#horizons.at(-1);
    const upper = must(after, 'there are horizons');
    const lower = this.#horizons.findLast((one) => one.hours <= hours) ?? upper;
    const span = upper.hours - lower.hours;
    const part = span === 0 ? 0 : (hours - lower.hours) / span;
    const mix = (one: number, other: number) => one + (other - one) * part;
    return {
      weights: lower.weights.map((weight, index) => mix(weight, upper.weights[index] ?? weight)),
      band: {
        low: mix(lower.band.low, upper.band.low),
        high: mix(lower.band.high, upper.band.high),
      },
    };
  }
}

function weekSlot({ weekday, slot }: Place): number {
  return weekday * SLOTS_PER_DAY + slot;
}

function banded(expected: number, spread: number, { low, high }: Band): Expected {
  return {
    expected,
    low: bounded(expected + low * spread),
    high: bounded(expected + high * spread),
  };
}

function bounded(share: number): number {
  return Math.max(0, Math.min(1, share));
}
