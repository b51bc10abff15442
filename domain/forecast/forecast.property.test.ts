import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { cleanReadings, type Reading, SHARE_MAX } from './clean.ts';
import { forecastSeries } from './forecast.ts';
import { SlotClock, STEP_MS } from './slot-clock.ts';

const ZONES = ['Europe/London', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'] as const;
const NOW = Date.UTC(2026, 10, 1, 9, 17);
const CAPACITY = 100;

/** A lot that fills by day and empties by night, read every half hour. */
function tidy(days: number, nowAt: Instant = NOW): Reading[] {
  const count = Math.floor((days * DAY_MS) / STEP_MS);
  return Array.from({ length: count }, (_, index) => {
    const at = Math.floor(nowAt / STEP_MS) * STEP_MS - (count - 1 - index) * STEP_MS;
    const hour = (at % DAY_MS) / HOUR_MS;
    return { at, inside: Math.round(50 + 40 * Math.sin(((hour - 7) / 24) * 2 * Math.PI)) };
  });
}

const dirt = fc.oneof(
  fc.record({
    at: fc.integer({ min: NOW - 30 * DAY_MS, max: NOW + 5 * DAY_MS }),
    inside: fc.oneof(
      fc.integer({ min: -500, max: 10_000 }),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -0, 101, 125, 126),
    ),
  }),
  fc.record({
    at: fc.constantFrom(Number.NaN, 1.5, Number.MAX_SAFE_INTEGER, -1),
    inside: fc.integer({ min: 0, max: 100 }),
  }),
);

describe('a forecast from dirty readings', () => {
  it('stays between an empty and a full lot, in order of time, with its band around it', () => {
    const some = fc.record({
      zone: fc.constantFrom(...ZONES),
      days: fc.integer({ min: 0, max: 30 }),
      dirty: fc.array(dirt, { maxLength: 60 }),
      holes: fc.integer({ min: 1, max: 9 }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(some, ({ zone, days, dirty, holes, seed }) => {
        const kept = tidy(days).filter((_, index) => index % holes === 0);
        const readings = shuffled([...kept, ...kept.slice(0, 5), ...dirty], seed);
        const history = { series: 'lot', capacity: CAPACITY, readings };
        const made = forecastSeries(history, NOW, 168, new SlotClock(zone));
        let before = NOW;
        for (const { at, expected, low, high } of made.points) {
          expect(at).toBeGreaterThan(before);
          before = at;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(expected);
          expect(expected).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(CAPACITY);
        }
        expect(made).toEqual(forecastSeries(history, NOW, 168, new SlotClock(zone)));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same in whatever order its readings come', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const readings = tidy(5);
        const of = (list: readonly Reading[]) =>
          forecastSeries(
            { series: 'lot', capacity: CAPACITY, readings: list },
            NOW,
            24,
            new SlotClock('Europe/London'),
          );
        expect(of(shuffled(readings, seed))).toEqual(of(readings));
      }),
      { numRuns: 20 },
    );
  });
});

describe('cleaning', () => {
  it('gives rising instants and possible shares, and accounts for every reading', () => {
    fc.assert(
      fc.property(fc.array(dirt, { maxLength: 200 }), (readings) => {
        const { readings: clean, dropped } = cleanReadings(readings, CAPACITY, NOW);
        for (const [index, { at, share }] of clean.entries()) {
          expect(at % STEP_MS).toBe(0);
          if (index > 0) expect(at).toBeGreaterThan(clean[index - 1]?.at ?? at);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(SHARE_MAX);
        }
        expect(clean.length + dropped.length).toBeLessThanOrEqual(readings.length);
        const left = new Set(dropped.map(({ index }) => index));
        const again = readings.filter((_, index) => !left.has(index));
        expect(cleanReadings(again, CAPACITY, NOW).dropped).toEqual([]);
      }),
    );
  });
});

describe('a forecast with little to go by', () => {
  const forecast = (readings: readonly Reading[], zone = 'Europe/London') =>
    forecastSeries({ series: 'lot', capacity: CAPACITY, readings }, NOW, 24, new SlotClock(zone));

  it('has no points without readings, and says why', () => {
    const { points, basis, typicalErrorShare } = forecast([]);
    expect(points).toEqual([]);
    expect(typicalErrorShare).toBeNull();
    expect(basis).toMatchObject({ days: 0, isRough: true, lastAt: null });
    expect(basis.notes).toEqual([expect.stringMatching(/^No history yet/)]);
  });

  it('is rough with three days, and says so', () => {
    const { points, basis } = forecast(tidy(3));
    expect(points).toHaveLength(24);
    expect(basis.isRough).toBe(true);
    expect(basis.notes[0]).toMatch(/^Only [34] days of history: rough\.$/);
    // The shape of the day is there all the same.
    const hourOf = (at: Instant) => (at % DAY_MS) / HOUR_MS;
    const at = (hour: number) => points.find((point) => hourOf(point.at) === hour)?.expected ?? -1;
    expect(at(13)).toBeGreaterThan(75);
    expect(at(1)).toBeLessThan(25);
  });

  it('leaves out hours in which the lot was never seen', () => {
    // Closed from 17:00 to 08:00 by the lot's clock, also while it was an hour ahead.
    const open = tidy(6).filter(({ at }) => {
      const hour = (at % DAY_MS) / HOUR_MS;
      return hour >= 8 && hour <= 16.5;
    });
    const { points } = forecast(open);
    expect(points.map(({ at }) => (at % DAY_MS) / HOUR_MS)).toEqual([
      10, 11, 12, 13, 14, 15, 16, 8, 9,
    ]);
  });

  it('says when today tells nothing', () => {
    const old = tidy(28).filter(({ at }) => at < NOW - DAY_MS);
    expect(forecast(old).basis.notes).toContain(
      'No recent figures: today does not correct the forecast.',
    );
  });
});

describe('days that the clock changes in', () => {
  it.each([
    ['Europe/London', Date.UTC(2026, 9, 24, 12)],
    ['Europe/London', Date.UTC(2026, 2, 28, 12)],
    ['America/New_York', Date.UTC(2026, 10, 1, 0)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 10)],
  ])('%s: every hour of the clock has its point', (zone, nowAt) => {
    const history = { series: 'lot', capacity: CAPACITY, readings: tidy(28, nowAt) };
    const { points } = forecastSeries(history, nowAt, 24, new SlotClock(zone));
    expect(points.length).toBeGreaterThanOrEqual(23);
    expect(points.length).toBeLessThanOrEqual(25);
  });
});

function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  return items
    .map((item) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return { item, key: state };
    })
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
