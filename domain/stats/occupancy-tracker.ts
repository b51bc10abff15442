import { assert } from '../kernel/assert.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { BucketClock } from './bucket-clock.ts';
import type { OccupancyRow, OccupancySeriesId } from './occupancy.ts';

/** Longer silences are no occupancy that anybody knows of: their hours have no rows. */
export const GAP_MAX_MS = 400 * DAY_MS;

/** What the running hour of a series holds so far. */
interface Running {
  capacity: number;
  inside: number;
  /** Since when `inside` vehicles have not been added to the sums. */
  sinceAt: Instant;
  knownMs: number;
  occupiedMs: number;
  fullMs: number;
  fullAt: Instant | null;
  least: number;
  most: number;
}

/** How many vehicles were inside over time, hour by hour and series by series. Pure but for its own state. */
export class OccupancyTracker {
  readonly #series = new Map<OccupancySeriesId, Running>();
  readonly #closed: OccupancyRow[] = [];
  #hourAt: Instant = 0;
  #hourEndsAt: Instant = 0;
  #at: Instant | null = null;

  /** Goes on from the rows of the last hour, which were known up to `at`. */
  resume(rows: readonly OccupancyRow[], at: Instant, clock: BucketClock): void {
    this.#startHour(at, clock);
    this.#at = at;
    for (const row of rows) {
      const { capacity, lastInside: inside, knownMs, occupiedMs, fullMs, fullAt } = row;
      const { leastInside: least, mostInside: most } = row;
      const sums = { knownMs, occupiedMs, fullMs, fullAt, least, most };
      this.#series.set(row.series, { capacity, inside, sinceAt: at, ...sums });
    }
  }

  /** The instant up to which all is counted; null before the first event. */
  get at(): Instant | null {
    return this.#at;
  }

  /** Lets time pass. An instant before the last one changes nothing: time never goes back here. */
  advance(at: Instant, clock: BucketClock): void {
    if (this.#at === null) {
      this.#startHour(at, clock);
      this.#at = at;
      return;
    }
    if (at <= this.#at) return;
    if (at - this.#at > GAP_MAX_MS) this.#leap(at, clock);
    while (at >= this.#hourEndsAt) this.#closeHour(clock);
    this.#at = at;
  }

  /**
   * What is installed and who is inside from now on. Series that are gone end here; what a series held
   * before stays with its hours.
   */
  install(
    capacities: ReadonlyMap<OccupancySeriesId, number>,
    insides: ReadonlyMap<OccupancySeriesId, number>,
  ): void {
    const at = this.#now();
    for (const [series, capacity] of capacities) {
      const inside = insides.get(series) ?? 0;
      const held = this.#series.get(series);
      if (held === undefined) this.#series.set(series, begun(capacity, inside, at));
      else {
        add(held, at);
        held.capacity = capacity;
        setInside(held, inside);
      }
    }
    for (const [series, held] of this.#series) {
      if (capacities.has(series)) continue;
      // Emptied, not removed: its hour still has to be written.
      add(held, at);
      held.capacity = 0;
      setInside(held, insides.get(series) ?? 0);
    }
  }

  /** A series has so many slots from now on. */
  resize(series: OccupancySeriesId, capacity: number): void {
    const at = this.#now();
    const held = this.#series.get(series);
    if (held === undefined) {
      this.#series.set(series, begun(capacity, 0, at));
      return;
    }
    add(held, at);
    held.capacity = capacity;
  }

  /** A vehicle more or less in some series. */
  change(series: readonly OccupancySeriesId[], by: 1 | -1): void {
    const at = this.#now();
    for (const id of series) {
      const held = this.#series.get(id);
      if (held === undefined) {
        this.#series.set(id, begun(0, Math.max(0, by), at));
        continue;
      }
      add(held, at);
      setInside(held, Math.max(0, held.inside + by));
    }
  }

  /** Rows of the hours that ended since the last call, and of the running one as far as it is known. */
  takeRows(): readonly OccupancyRow[] {
    const rows = this.#closed.splice(0);
    for (const [series, held] of this.#series) {
      add(held, this.#now());
      rows.push(rowOf(series, this.#hourAt, held));
    }
    return rows;
  }

  #now(): Instant {
    assert(this.#at !== null, 'time has begun');
    return this.#at;
  }

  #closeHour(clock: BucketClock): void {
    const endsAt = this.#hourEndsAt;
    for (const [series, held] of this.#series) {
      add(held, endsAt);
      this.#closed.push(rowOf(series, this.#hourAt, held));
      Object.assign(held, begun(held.capacity, held.inside, endsAt));
    }
    this.#startHour(endsAt, clock);
  }

  /** Ends the running hour where it stands and goes on after a gap. */
  #leap(at: Instant, clock: BucketClock): void {
    for (const [series, held] of this.#series) {
      add(held, this.#now());
      this.#closed.push(rowOf(series, this.#hourAt, held));
      Object.assign(held, begun(held.capacity, held.inside, at));
    }
    this.#startHour(at, clock);
  }

  #startHour(at: Instant, clock: BucketClock): void {
    const { startsAt, endsAt } = clock.hourOf(at);
    this.#hourAt = startsAt;
    this.#hourEndsAt = endsAt;
  }
}

function begun(capacity: number, inside: number, sinceAt: Instant): Running {
  const sums = { knownMs: 0, occupiedMs: 0, fullMs: 0, fullAt: null };
  return { capacity, inside, sinceAt, ...sums, least: inside, most: inside };
}

function add(held: Running, at: Instant): void {
  const lengthMs = at - held.sinceAt;
  if (lengthMs <= 0) return;
  held.knownMs += lengthMs;
  held.occupiedMs += lengthMs * held.inside;
  if (held.capacity > 0 && held.inside >= held.capacity) {
    held.fullMs += lengthMs;
    held.fullAt ??= held.sinceAt;
  }
  held.sinceAt = at;
}

function setInside(held: Running, inside: number): void {
  held.inside = inside;
  held.least = Math.min(held.least, inside);
  held.most = Math.max(held.most, inside);
}

function rowOf(series: OccupancySeriesId, at: Instant, held: Running): OccupancyRow {
  const { capacity, knownMs, occupiedMs, fullMs, fullAt, least, most, inside } = held;
  return {
    at,
    series,
    capacity,
    knownMs,
    occupiedMs,
    fullMs,
    fullAt,
    leastInside: least,
    mostInside: most,
    lastInside: inside,
  };
}
