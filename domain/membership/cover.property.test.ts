import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import { WEEKDAYS } from '../tariff/tariff-parts.ts';
import { coverOf } from './cover.ts';
import { byMonth } from './periods.ts';
import type { PlanTerms, RightsWindow } from './plan.ts';
import { clock, LONDON, member, plan } from './samples.testing.ts';
import { lengthOf, unionOf } from './spans.ts';
import { windowSpans } from './windows.ts';

const clockTime = fc
  .tuple(fc.nat({ max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const rightsWindow: fc.Arbitrary<RightsWindow> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
  from: clockTime,
  to: clockTime,
});
const rights: fc.Arbitrary<PlanTerms['rights']> = fc.oneof(
  fc.constant({ kind: 'unlimited' as const }),
  fc.record({
    kind: fc.constant('windows' as const),
    windows: fc.array(rightsWindow, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('hours' as const), hours: fc.integer({ min: 1, max: 100 }) }),
  fc.constant({ kind: 'prepaid' as const, lowBalanceMinor: 0 }),
);
// Both changes of the clock lie in it.
const instant = fc
  .integer({
    min: clock('2026-02-01 00:00') / MINUTE_MS,
    max: clock('2026-12-01 00:00') / MINUTE_MS,
  })
  .map((minutes) => minutes * MINUTE_MS);
const lengthMs = fc
  .integer({ min: 0, max: 40 * 24 * 4 })
  .map((quarters) => quarters * 15 * MINUTE_MS);

test('covered and charged spans are the stay, without gap or overlap', () => {
  fc.assert(
    fc.property(
      rights,
      instant,
      lengthMs,
      instant,
      fc.nat({ max: 90 }),
      (of, entryAt, length, paidAt, days) => {
        const stay = {
          entryAt,
          exitAt: entryAt + length,
          vehicleClass: 'car',
          isBeyond: false,
        } as const;
        const membership = member([[paidAt, paidAt + days * DAY_MS]]);
        const cover = coverOf(membership, plan({ rights: of }), stay, LONDON);
        const all = [...cover.coveredSpans, ...cover.chargedSpans];
        expect(lengthOf(all)).toBe(length);
        expect(unionOf(all)).toEqual(
          length === 0 ? [] : [{ fromAt: entryAt, toAt: entryAt + length }],
        );
        for (const spans of [cover.coveredSpans, cover.chargedSpans])
          spans.slice(1).forEach((span, index) => {
            expect(span.fromAt).toBeGreaterThan(spans[index]?.toAt ?? Infinity);
          });
      },
    ),
    { numRuns: 300 },
  );
});

test('a window covers the same time whether a stay is looked at in one piece or in two', () => {
  fc.assert(
    fc.property(
      fc.array(rightsWindow, { minLength: 1, maxLength: 4 }),
      instant,
      lengthMs,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (windows, fromAt, length, share) => {
        const toAt = fromAt + length;
        const cutAt = fromAt + Math.floor(length * share);
        const whole = windowSpans(windows, { fromAt, toAt }, LONDON);
        const parts = [
          ...windowSpans(windows, { fromAt, toAt: cutAt }, LONDON),
          ...windowSpans(windows, { fromAt: cutAt, toAt }, LONDON),
        ];
        expect(unionOf(parts)).toEqual(whole);
      },
    ),
    { numRuns: 200 },
  );
});

test('no month gives more hours than the plan has', () => {
  fc.assert(
    fc.property(instant, lengthMs, fc.integer({ min: 1, max: 100 }), (entryAt, length, hours) => {
      const stay = {
        entryAt,
        exitAt: entryAt + length,
        vehicleClass: 'car',
        isBeyond: false,
      } as const;
      const membership = member([[entryAt - DAY_MS, entryAt + 400 * DAY_MS]]);
      const cover = coverOf(membership, plan({ rights: { kind: 'hours', hours } }), stay, LONDON);
      const byName = new Map<string, number>();
      for (const part of cover.coveredSpans.flatMap((span) => byMonth(span, LONDON)))
        byName.set(part.month, (byName.get(part.month) ?? 0) + lengthOf([part]));
      for (const usedMs of byName.values()) expect(usedMs).toBeLessThanOrEqual(hours * HOUR_MS);
    }),
  );
});
