import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay } from '../kernel/zoned.ts';
import { fromLegacyTariff, type LegacyTariff } from './from-legacy-tariff.ts';
import { quote } from './quote-of.ts';

type Rate = LegacyTariff['rates'][string];

const rateArb: fc.Arbitrary<Rate> = fc
  .record({
    freeMinutes: fc.oneof(fc.constant(0), fc.nat({ max: 300 })),
    periodMinutes: fc.oneof(fc.constantFrom(15, 30, 60, 1_440), fc.integer({ min: 1, max: 1_440 })),
    periodFeeMinor: fc.nat({ max: 2_000 }),
    cap: fc.option(fc.nat({ max: 20_000 })),
  })
  .map(({ cap, ...rate }) => (cap === null ? rate : { ...rate, dayCapMinor: cap }));

/** Around a change of clocks half the time, as mistakes live there. */
const entryArb = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(Date.parse('2026-03-29T01:00Z'), Date.parse('2026-10-25T01:00Z')),
      fc.constantFrom(Date.parse('2026-04-04T15:00Z'), Date.parse('2026-10-03T15:30Z')),
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
    ),
    fc.integer({ min: -DAY_MS, max: DAY_MS }),
  )
  .map(([near, off]) => near + off);

const lengthArb = fc.oneof(
  fc.nat({ max: 400 }).map((minutes) => minutes * MINUTE_MS),
  fc.nat({ max: 3 * DAY_MS }),
  fc.nat({ max: 20 * DAY_MS }),
);
const stayArb = fc.record({
  rate: rateArb,
  entryAt: entryArb,
  length: lengthArb,
  longer: lengthArb,
  timeZone: fc.constantFrom('Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe'),
});

const quoteFor = (rate: Rate, entryAt: number, exitAt: number, timeZone: string) => {
  const legacy = { id: 't', name: 'T', rates: { car: rate } };
  const tariff = fromLegacyTariff(legacy, { currency: 'GBP', timeZone });
  return quote(tariff, { entryAt, exitAt, vehicleClass: 'car' });
};

/** The rule once more, one period at a time. */
function bruteForce(rate: Rate, entryAt: number, exitAt: number, timeZone: string): number {
  if (exitAt - entryAt <= rate.freeMinutes * MINUTE_MS) return 0;
  const byDay = new Map<string, number>();
  for (let start = entryAt; start < exitAt; start += rate.periodMinutes * MINUTE_MS) {
    const { day } = zonedDay(start, timeZone);
    byDay.set(day, (byDay.get(day) ?? 0) + rate.periodFeeMinor);
  }
  let sum = 0;
  for (const fee of byDay.values()) sum += Math.min(fee, rate.dayCapMinor ?? Infinity);
  return sum;
}

describe('any quote under the small tariff', () => {
  it('is what counting period by period gives, the sum of its lines, and within the caps', () => {
    fc.assert(
      fc.property(stayArb, ({ rate, entryAt, length, timeZone }) => {
        const exitAt = entryAt + length;
        const { lines, totalMinor } = quoteFor(rate, entryAt, exitAt, timeZone);
        expect(totalMinor).toBe(bruteForce(rate, entryAt, exitAt, timeZone));
        expect(totalMinor).toBeGreaterThanOrEqual(0);
        expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(totalMinor);
        for (const line of lines) expect(line.quantity * line.unitMinor).toBe(line.amountMinor);
      }),
      { numRuns: 300 },
    );
  });

  it('never falls as the stay goes on', () => {
    fc.assert(
      fc.property(stayArb, ({ rate, entryAt, length, longer, timeZone }) => {
        const before = quoteFor(rate, entryAt, entryAt + length, timeZone);
        const after = quoteFor(rate, entryAt, entryAt + length + longer, timeZone);
        expect(after.totalMinor).toBeGreaterThanOrEqual(before.totalMinor);
      }),
    );
  });

  it('holds until the instant that it names and rises there, unless nothing more is charged', () => {
    fc.assert(
      fc.property(stayArb, ({ rate, entryAt, length, timeZone }) => {
        const exitAt = entryAt + length;
        const { totalMinor, validUntilAt } = quoteFor(rate, entryAt, exitAt, timeZone);
        expect(validUntilAt).toBeGreaterThan(exitAt);
        expect(quoteFor(rate, entryAt, validUntilAt - 1, timeZone).totalMinor).toBe(totalMinor);
        const costs = rate.periodFeeMinor > 0 && rate.dayCapMinor !== 0;
        const then = quoteFor(rate, entryAt, validUntilAt, timeZone).totalMinor;
        if (costs) expect(then).toBeGreaterThan(totalMinor);
        else expect(then).toBe(0);
      }),
    );
  });
});
