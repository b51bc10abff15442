import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay } from '../kernel/zoned.ts';
import { fromLegacyTariff, isLegacyTariff, type LegacyTariff } from './from-legacy-tariff.ts';
import { CHARGED_DAYS_MAX, quote } from './quote-of.ts';

const rate = { freeMinutes: 10, periodMinutes: 60, periodFeeMinor: 200, dayCapMinor: 1_000 };
const legacy: LegacyTariff = {
  id: 'simple',
  name: 'Simple',
  rates: { car: rate, motorcycle: { freeMinutes: 0, periodMinutes: 30, periodFeeMinor: 50 } },
};
const LONDON = { currency: 'GBP', timeZone: 'Europe/London' };
const tariff = fromLegacyTariff(legacy, LONDON);
const NOON = Date.UTC(2026, 0, 15, 12);

const stay = (entryAt: number, durationMs: number, vehicleClass = 'car') => ({
  entryAt,
  exitAt: entryAt + durationMs,
  vehicleClass,
});
const total = (durationMs: number, vehicleClass?: string) =>
  quote(tariff, stay(NOON, durationMs, vehicleClass)).totalMinor;
/** The day and the number of periods of each line. */
const days = (entryAt: number, durationMs: number, changed = legacy, lot = LONDON) =>
  quote(fromLegacyTariff(changed, lot), stay(entryAt, durationMs)).lines.map(
    ({ fromAt = 0, quantity }) => `${zonedDay(fromAt, lot.timeZone).day} ${quantity}`,
  );

describe('a stay under the small tariff of first lot files', () => {
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
    expect(total(HOUR_MS, 'motorcycle')).toBe(100);
    expect(total(HOUR_MS, 'bus')).toBe(200);
    expect(total(1, 'motorcycle')).toBe(50);
  });

  it('that ends before it began costs nothing', () => {
    expect(total(-HOUR_MS)).toBe(0);
    expect(total(-HOUR_MS, 'motorcycle')).toBe(0);
  });

  it('is capped each calendar day of the lot, with a line for what the cap takes off', () => {
    // 12:00 to 03:00: twelve periods start on the 15th, three on the 16th.
    const midnight = NOON + 12 * HOUR_MS;
    const today = { text: 'Car', fromAt: NOON, toAt: midnight };
    expect(quote(tariff, stay(NOON, 15 * HOUR_MS))).toEqual({
      tariffId: 'simple',
      currency: 'GBP',
      totalMinor: 1_600,
      netMinor: 1_600,
      taxMinor: 0,
      taxes: [],
      validUntilAt: NOON + 15 * HOUR_MS + 1,
      lines: [
        {
          ...today,
          code: 'periods',
          quantity: 12,
          perMinutes: 60,
          unitMinor: 200,
          amountMinor: 2_400,
        },
        {
          ...today,
          code: 'cap',
          text: 'Daily maximum',
          quantity: 1,
          unitMinor: -1_400,
          amountMinor: -1_400,
        },
        {
          code: 'periods',
          text: 'Car',
          fromAt: midnight,
          toAt: midnight + 3 * HOUR_MS,
          quantity: 3,
          perMinutes: 60,
          unitMinor: 200,
          amountMinor: 600,
        },
      ],
      why: 'Car: the rate that fits this stay.',
    });
  });

  it('shows its free period as a line', () => {
    const free = quote(tariff, stay(NOON, 5 * MINUTE_MS));
    expect(free.lines).toMatchObject([
      { code: 'free-period', quantity: 10, unitMinor: 0, amountMinor: 0 },
    ]);
    expect(free.why).toBe('Car: within the free time.');
  });

  it('has days by the clock of the lot', () => {
    // 18:00 UTC is 23:30 in Kolkata: one period starts before midnight there, two after.
    const kolkata = { currency: 'INR', timeZone: 'Asia/Kolkata' };
    expect(days(Date.UTC(2026, 0, 15, 18), 3 * HOUR_MS, legacy, kolkata)).toEqual([
      '2026-01-15 1',
      '2026-01-16 2',
    ]);
  });

  it('is charged by elapsed time on the days that the clock changes', () => {
    const uncapped = { ...legacy, rates: { car: { ...rate, dayCapMinor: 1_000_000 } } };
    const midnightToMidnight = (from: string, to: string) =>
      days(Date.parse(from), Date.parse(to) - Date.parse(from), uncapped);
    expect(midnightToMidnight('2026-03-29T00:00Z', '2026-03-29T23:00Z')).toEqual(['2026-03-29 23']);
    expect(midnightToMidnight('2026-10-24T23:00Z', '2026-10-26T00:00Z')).toEqual(['2026-10-25 25']);
  });

  it('leaves out days in which no period starts', () => {
    const car = { freeMinutes: 0, periodMinutes: 1_440, periodFeeMinor: 900, dayCapMinor: 900 };
    const daily = { ...legacy, rates: { car } };
    // 24 hours from Saturday's last half hour end beyond the Sunday of 23 hours.
    expect(days(Date.parse('2026-03-28T23:30Z'), 47 * HOUR_MS, daily)).toEqual([
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
    // Thousands of lines would help nobody: those that are alike are one.
    expect(years.lines.map(({ code, quantity }) => [code, quantity])).toEqual([
      ['periods', 23_987],
      ['cap', 1],
    ]);
    expect(quote(tariff, stay(0, Number.MAX_SAFE_INTEGER)).totalMinor).toBe(years.totalMinor);
  });
});

describe('the small tariff', () => {
  it('is known by its table of rates', () => {
    expect(isLegacyTariff(legacy)).toBe(true);
    expect(isLegacyTariff(tariff)).toBe(false);
    expect(isLegacyTariff(null)).toBe(false);
  });

  it('gets an id that is one today', () => {
    expect(fromLegacyTariff({ ...legacy, id: ' Öffentlich (alt)' }, LONDON).id).toBe(
      'ffentlich-alt-',
    );
    expect(fromLegacyTariff({ ...legacy, id: '№' }, LONDON).id).toBe('tariff');
  });
});
