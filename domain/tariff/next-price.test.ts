import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { BandsRule, StepRule } from './dynamic-schema.ts';
import { nextPrice, type PriceFacts } from './next-price.ts';

const MONDAY_NOON = Date.UTC(2026, 2, 2, 12);
const facts = (occupancyPct: number, change: Partial<PriceFacts> = {}): PriceFacts => ({
  at: MONDAY_NOON,
  occupancyPct,
  lastChangeAt: null,
  band: null,
  timeZone: 'Europe/London',
  ...change,
});

describe('a step rule', () => {
  const rule: StepRule = {
    kind: 'step',
    startMinorPerHour: 300,
    stepMinor: 25,
    floorMinor: 50,
    ceilingMinor: 1_000,
    upAtPct: 80,
    downBelowPct: 60,
    everyDays: 28,
  };
  const after = (rateMinorPerHour: number | null, occupancyPct: number) =>
    nextPrice(rule, { percent: 100, rateMinorPerHour }, facts(occupancyPct))?.price
      .rateMinorPerHour ?? null;

  // San Francisco Transportation Code s.402: 80 % and above up, below 60 % down.
  it.each([
    [300, 80, 325],
    [300, 79.9, null],
    [300, 60, null],
    [300, 59.9, 275],
    [1_000, 95, null],
    [990, 95, 1_000],
    [50, 20, null],
    [60, 20, 50],
    [null, 100, 325],
  ])('of %s at %s %% becomes %s', (rate, occupancy, expected) => {
    expect(after(rate, occupancy)).toBe(expected);
  });

  it('moves once in so many days, and says why', () => {
    const current = { percent: 100, rateMinorPerHour: 990 };
    const soon = facts(95, { lastChangeAt: MONDAY_NOON - 28 * DAY_MS + 1 });
    expect(nextPrice(rule, current, soon)).toBeNull();
    expect(
      nextPrice(rule, current, facts(95, { lastChangeAt: MONDAY_NOON - 28 * DAY_MS })),
    ).toEqual({
      price: { percent: 100, rateMinorPerHour: 1_000 },
      figures: {
        occupancyPct: 95,
        cause: 'up',
        thresholdPct: 80,
        band: null,
        bandPercent: null,
        peak: null,
        peakPercent: null,
        held: 'ceiling',
      },
    });
  });
});

describe('a rule of bands', () => {
  const rule: BandsRule = {
    kind: 'bands',
    bands: [
      { fromPct: 0, percent: 80 },
      { fromPct: 50, percent: 100 },
      { fromPct: 85, percent: 150 },
    ],
    hysteresisPct: 5,
    minutesBetweenChanges: 15,
    peaks: [
      { name: 'Lunch', days: ['mon'], from: '11:30', to: '13:30', percent: 120 },
      { name: 'Feast', days: ['holiday'], from: '00:00', to: '24:00', percent: 200 },
    ],
    floorPercent: 70,
    ceilingPercent: 170,
  };
  const EVENING = MONDAY_NOON + 8 * 60 * MINUTE_MS;
  const percent = (current: number, occupancy: number, change: Partial<PriceFacts> = {}) =>
    nextPrice(
      rule,
      { percent: current, rateMinorPerHour: null },
      facts(occupancy, { at: EVENING, ...change }),
    )?.price.percent ?? null;

  it('goes up as a band begins, and down only well below it', () => {
    expect(percent(100, 85, { band: 1 })).toBe(150);
    expect(percent(150, 81, { band: 2 })).toBeNull();
    expect(percent(150, 80, { band: 2 })).toBeNull();
    expect(percent(150, 79.9, { band: 2 })).toBe(100);
    // Far down at once, one band within the hysteresis of the next.
    expect(percent(150, 47, { band: 2 })).toBe(100);
    expect(percent(150, 10, { band: 2 })).toBe(80);
  });

  it('waits between changes', () => {
    const lastChangeAt = EVENING - 15 * MINUTE_MS;
    expect(percent(100, 90, { band: 1, lastChangeAt: lastChangeAt + 1 })).toBeNull();
    expect(percent(100, 90, { band: 1, lastChangeAt })).toBe(150);
  });

  it('adds its peaks, within floor and ceiling', () => {
    expect(percent(100, 60, { at: MONDAY_NOON, band: 1 })).toBe(120);
    const lunch = nextPrice(rule, { percent: 100, rateMinorPerHour: null }, facts(90, { band: 2 }));
    expect(lunch?.price.percent).toBe(170);
    expect(lunch?.figures).toMatchObject({
      cause: 'peak',
      peak: 'Lunch',
      bandPercent: 150,
      peakPercent: 120,
      held: 'ceiling',
    });
    expect(percent(100, 60, { band: 1, holidays: ['2026-03-02'] })).toBe(170);
    expect(percent(120, 60, { band: 1 })).toBe(100);
  });
});
