import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Stay } from './quote.ts';
import { CHARGED_DAYS_MAX, quote } from './quote-of.ts';
import type { Rate, Tariff } from './tariff-file.ts';

const rate: Rate = { freeMinutes: 10, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 };
const tariff: Tariff = {
  id: 'simple',
  name: 'Simple',
  rates: { car: rate, motorcycle: { freeMinutes: 0, periodMinutes: 30, periodFeeMinor: 50 } },
};
const NOON = Date.UTC(2026, 0, 15, 12);

const stay = (entryAt: number, durationMs: number, change: Partial<Stay> = {}): Stay => ({
  entryAt,
  exitAt: entryAt + durationMs,
  vehicleClass: 'car',
  timeZone: 'Europe/London',
  currency: 'GBP',
  ...change,
});
const total = (durationMs: number, change: Partial<Stay> = {}) =>
  quote(tariff, stay(NOON, durationMs, change)).totalMinor;

describe('a stay', () => {
  it('within the free minutes costs nothing, a millisecond longer is charged from its start', () => {
    expect(total(0)).toBe(0);
    expect(total(10 * MINUTE_MS)).toBe(0);
    expect(total(10 * MINUTE_MS + 1)).toBe(200);
  });

  it('is charged for each period that has started', () => {
    expect(total(HOUR_MS)).toBe(200);
    expect(total(HOUR_MS + 1)).toBe(400);
    expect(total(3 * HOUR_MS)).toBe(600);
  });

  it('uses the rate of its class, or that of a car', () => {
    expect(total(HOUR_MS, { vehicleClass: 'motorcycle' })).toBe(100);
    expect(total(HOUR_MS, { vehicleClass: 'bus' })).toBe(200);
    expect(total(1, { vehicleClass: 'motorcycle' })).toBe(50);
  });

  it('that ends before it began costs nothing', () => {
    expect(total(-HOUR_MS)).toBe(0);
    expect(total(-HOUR_MS, { vehicleClass: 'motorcycle' })).toBe(0);
  });

  it('is capped each calendar day of the lot, with a line for what the cap takes off', () => {
    // 12:00 to 03:00: twelve periods start on the 15th, three on the 16th.
    expect(quote(tariff, stay(NOON, 15 * HOUR_MS))).toEqual({
      tariffId: 'simple',
      currency: 'GBP',
      totalMinor: 1_600,
      validUntilAt: NOON + 15 * HOUR_MS + 1,
      lines: [
        { code: 'periods', day: '2026-01-15', quantity: 12, unitMinor: 200, amountMinor: 2_400 },
        { code: 'day-cap', day: '2026-01-15', quantity: 1, unitMinor: -1_400, amountMinor: -1_400 },
        { code: 'periods', day: '2026-01-16', quantity: 3, unitMinor: 200, amountMinor: 600 },
      ],
    });
  });

  it('shows its free period as a line', () => {
    expect(quote(tariff, stay(NOON, 5 * MINUTE_MS)).lines).toEqual([
      { code: 'free-period', day: '2026-01-15', quantity: 10, unitMinor: 0, amountMinor: 0 },
    ]);
  });

  it('has days by the clock of the lot', () => {
    // 18:00 UTC is 23:30 in Kolkata: one period starts before midnight there, two after.
    const { lines } = quote(
      tariff,
      stay(Date.UTC(2026, 0, 15, 18), 3 * HOUR_MS, { timeZone: 'Asia/Kolkata', currency: 'INR' }),
    );
    expect(lines.map(({ day, quantity }) => `${day} ${quantity}`)).toEqual([
      '2026-01-15 1',
      '2026-01-16 2',
    ]);
  });

  it('is charged by elapsed time on the days that the clock changes', () => {
    const uncapped: Tariff = { ...tariff, rates: { car: { ...rate, dayCapMinor: 1_000_000 } } };
    const midnightToMidnight = (from: string, to: string) =>
      quote(uncapped, stay(Date.parse(from), Date.parse(to) - Date.parse(from))).lines;
    expect(midnightToMidnight('2026-03-29T00:00Z', '2026-03-29T23:00Z')).toMatchObject([
      { day: '2026-03-29', quantity: 23 },
    ]);
    expect(midnightToMidnight('2026-10-24T23:00Z', '2026-10-26T00:00Z')).toMatchObject([
      { day: '2026-10-25', quantity: 25 },
    ]);
  });

  it('leaves out days in which no period starts', () => {
    const daily: Tariff = {
      ...tariff,
      rates: { car: { freeMinutes: 0, periodMinutes: 1_440, periodFeeMinor: 900 } },
    };
    // 24 hours from Saturday's last half hour end beyond the Sunday of 23 hours.
    const { lines } = quote(daily, stay(Date.parse('2026-03-28T23:30Z'), 47 * HOUR_MS));
    expect(lines.map(({ day, quantity }) => `${day} ${quantity}`)).toEqual([
      '2026-03-28 1',
      '2026-03-30 1',
    ]);
  });
});

describe('a quote is good', () => {
  it('until the free minutes or the running period are over', () => {
    expect(quote(tariff, stay(NOON, 0)).validUntilAt).toBe(NOON + 10 * MINUTE_MS + 1);
    expect(quote(tariff, stay(NOON, 90 * MINUTE_MS)).validUntilAt).toBe(NOON + 2 * HOUR_MS + 1);
  });

  it('until the next day once the cap is reached', () => {
    const { totalMinor, validUntilAt } = quote(tariff, stay(NOON, 5 * HOUR_MS));
    expect(totalMinor).toBe(1_000);
    expect(validUntilAt).toBe(NOON + 12 * HOUR_MS + 1);
  });
});

describe('a stay without end', () => {
  it('is charged for so many days and no more', () => {
    const years = quote(tariff, stay(NOON, 30 * 365 * DAY_MS));
    expect(years.totalMinor).toBe(CHARGED_DAYS_MAX * 1_000);
    expect(years.lines).toHaveLength(2 * CHARGED_DAYS_MAX);
    expect(quote(tariff, stay(0, Number.MAX_SAFE_INTEGER)).totalMinor).toBe(years.totalMinor);
  });
});
