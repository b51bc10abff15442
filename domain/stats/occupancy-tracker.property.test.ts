import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { BucketClock } from './bucket-clock.ts';
import type { OccupancyRow } from './occupancy.ts';
import { OccupancyTracker } from './occupancy-tracker.ts';

const CAPACITY = 3;
/** Starts of nights in which clocks change: by an hour, by half an hour, and not at all. */
const NIGHTS = [
  ['Europe/London', '2026-10-24T20:00:00Z'],
  ['America/New_York', '2026-03-08T04:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T10:00:00Z'],
  ['Asia/Kolkata', '2026-02-28T12:00:00Z'],
] as const;

interface Step {
  readonly afterMinutes: number;
  readonly by: 1 | -1;
  readonly isCut: boolean;
}

const steps = fc.array(
  fc.record({
    afterMinutes: fc.integer({ min: 0, max: 200 }),
    by: fc.constantFrom<1 | -1>(1, -1),
    isCut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

function tracked(zone: string, startAt: number, played: readonly Step[], cuts: boolean) {
  const clock = new BucketClock(zone);
  let tracker = new OccupancyTracker();
  const rows = new Map<string, OccupancyRow>();
  const take = () => {
    for (const row of tracker.takeRows()) rows.set(`${row.at} ${row.series}`, row);
  };
  tracker.advance(startAt, clock);
  tracker.install(new Map([['lot', CAPACITY]]), new Map());
  let at = startAt;
  for (const { afterMinutes, by, isCut } of played) {
    at += afterMinutes * MINUTE_MS;
    tracker.advance(at, clock);
    tracker.change(['lot'], by);
    if (!cuts || !isCut) continue;
    // As after a restart: the rows are all that is left.
    take();
    const lastAt = Math.max(...[...rows.values()].map((row) => row.at));
    tracker = new OccupancyTracker();
    tracker.resume(
      [...rows.values()].filter((row) => row.at === lastAt),
      at,
      clock,
    );
  }
  take();
  return [...rows.values()].sort((one, other) => one.at - other.at);
}

interface Recounted {
  occupied: number;
  full: number;
  fullAt: number | null;
  known: number;
  most: number;
}

/** The same, minute by minute. */
function recounted(zone: string, startAt: number, played: readonly Step[]) {
  const clock = new BucketClock(zone);
  const hours = new Map<number, Recounted>();
  const hourOf = (at: number) => {
    const key = clock.hourOf(at).startsAt;
    const hour = hours.get(key) ?? { occupied: 0, full: 0, fullAt: null, known: 0, most: 0 };
    hours.set(key, hour);
    return hour;
  };
  let inside = 0;
  let minute = startAt;
  for (const { afterMinutes, by } of played) {
    for (let left = afterMinutes; left > 0; left -= 1, minute += MINUTE_MS) {
      const hour = hourOf(minute);
      hour.known += MINUTE_MS;
      hour.occupied += inside * MINUTE_MS;
      if (inside >= CAPACITY) {
        hour.full += MINUTE_MS;
        hour.fullAt ??= minute;
      }
      hour.most = Math.max(hour.most, inside);
    }
    // Who leaves in the first moment of an hour was inside in it.
    hourOf(minute).most = Math.max(hourOf(minute).most, inside);
    inside = Math.max(0, inside + by);
    hourOf(minute).most = Math.max(hourOf(minute).most, inside);
  }
  return [...hours].map(([at, { known, occupied, full, fullAt, most }]) => ({
    at,
    knownMs: known,
    occupiedMs: occupied,
    fullMs: full,
    fullAt,
    mostInside: most,
  }));
}

describe('occupancy over time', () => {
  it.each(NIGHTS)('equals a count minute by minute in %s', (zone, start) => {
    fc.assert(
      fc.property(steps, (played) => {
        const rows = tracked(zone, Date.parse(start), played, false);
        const expected = recounted(zone, Date.parse(start), played);
        expect(rows).toHaveLength(expected.length);
        expect(rows).toMatchObject(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each(NIGHTS)('goes on from its rows as if nothing had been in %s', (zone, start) => {
    fc.assert(
      fc.property(steps, (played) => {
        const at = Date.parse(start);
        expect(tracked(zone, at, played, true)).toEqual(tracked(zone, at, played, false));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a silence of years without rows', () => {
    const clock = new BucketClock('UTC');
    const tracker = new OccupancyTracker();
    tracker.advance(0, clock);
    tracker.install(new Map([['lot', CAPACITY]]), new Map([['lot', 1]]));
    tracker.advance(3 * 365 * 24 * HOUR_MS, clock);
    expect(tracker.takeRows()).toHaveLength(2);
  });

  it('takes an instant before the last one as the last one', () => {
    const clock = new BucketClock('UTC');
    const tracker = new OccupancyTracker();
    tracker.advance(HOUR_MS, clock);
    tracker.install(new Map([['lot', CAPACITY]]), new Map());
    tracker.advance(0, clock);
    tracker.change(['lot'], 1);
    tracker.advance(2 * HOUR_MS, clock);
    expect(tracker.takeRows()).toMatchObject([{ occupiedMs: HOUR_MS }, { knownMs: 0 }]);
  });
});
