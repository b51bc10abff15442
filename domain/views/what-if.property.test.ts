import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourlyTariff } from '../facility/small-lot.testing.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { BandsRule, LockedPrice } from '../tariff/dynamic-schema.ts';
import { quote } from '../tariff/quote-of.ts';
import type { Tariff } from '../tariff/tariff-file.ts';
import { type PastStay, type WhatIf, WhatIfRun, type WhatIfTask } from './what-if.ts';

const FROM = Date.parse('2026-03-27T00:00:00Z');
const TO = FROM + 3 * DAY_MS;
const CAPACITY = 10;

const bands: BandsRule = {
  kind: 'bands',
  bands: [
    { fromPct: 0, percent: 100 },
    { fromPct: 30, percent: 150 },
    { fromPct: 60, percent: 250 },
  ],
  hysteresisPct: 0,
  minutesBetweenChanges: 0,
  floorPercent: 50,
  ceilingPercent: 200,
};

const plain = hourlyTariff({});
const tariffs = [plain, { ...plain, dynamic: bands }] as const;

const stayArbitrary = fc
  .record({
    entry: fc.integer({ min: 0, max: 3 * 1_440 - 1 }),
    minutes: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: null, freq: 10 }),
    vehicleClass: fc.constantFrom('car', 'bus'),
    isTransient: fc.boolean(),
    byHand: fc.constantFrom(false, false, false, true),
    paidMinor: fc.integer({ min: 0, max: 3_000 }),
    paidBefore: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
    lostTicket: fc.constantFrom(false, false, true),
    percent: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
  })
  .map(({ entry, minutes, paidBefore, percent, ...rest }): PastStay => {
    const entryAt = FROM + entry * MINUTE_MS;
    const exitAt = minutes === null ? null : entryAt + minutes * MINUTE_MS;
    return {
      ...rest,
      sessionId: 's',
      ticketNumber: 't',
      plateRef: null,
      entryAt,
      exitAt,
      lastPaidAt:
        exitAt === null || paidBefore === null
          ? null
          : Math.max(entryAt, exitAt - paidBefore * MINUTE_MS),
      discounts: percent === null ? [] : [{ kind: 'percent', value: percent, label: 'shop' }],
    };
  });

const staysArbitrary = fc
  .array(stayArbitrary, { maxLength: 60 })
  .map((stays) =>
    stays
      .toSorted((a, b) => a.entryAt - b.entryAt)
      .map((stay, index) => ({ ...stay, sessionId: `s${index}` })),
  );

function run(tariff: Tariff, stays: readonly PastStay[], before: readonly (number | null)[] = []) {
  const whatIf = new WhatIfRun(taskOf(tariff), before);
  for (const stay of stays) whatIf.add(stay);
  return whatIf.finish();
}

function taskOf(tariff: Tariff): WhatIfTask {
  const exitGraceMs = 15 * MINUTE_MS;
  return { tariff, fromAt: FROM, toAt: TO, capacity: CAPACITY, holidays: [], exitGraceMs };
}

/** Minute by minute over all stays, without anything clever: the price that a stay locks at its entry. */
function recountedPrice(
  tariff: Tariff,
  stays: readonly PastStay[],
  index: number,
): LockedPrice | null {
  if (tariff.dynamic === undefined) return null;
  const entryAt = stays[index]?.entryAt ?? FROM;
  // The price is looked at once a minute: who came in the same minute has not been seen yet.
  const inside = stays.filter(
    (stay, place) =>
      place < index && stay.entryAt < entryAt && (stay.exitAt === null || stay.exitAt > entryAt),
  ).length;
  const pct = Math.min(100, Math.round((inside / CAPACITY) * 100));
  const percent = pct >= 60 ? 200 : pct >= 30 ? 150 : 100;
  return { percent, rateMinorPerHour: null };
}

describe('what a time would have earned', () => {
  test('is what a recount of every stay says', () => {
    fc.assert(
      fc.property(staysArbitrary, fc.constantFrom(...tariffs), (stays, tariff) => {
        // Nobody leaves in the minute that somebody enters: which of them is first is not the question.
        const apart = stays.filter(
          ({ exitAt }) => exitAt === null || stays.every(({ entryAt }) => entryAt !== exitAt),
        );
        const result = run(tariff, apart);
        const charged = apart.flatMap((stay, index) => {
          const { exitAt, lastPaidAt, isTransient, byHand, entryAt, vehicleClass } = stay;
          if (exitAt === null || !isTransient || byHand) return [];
          const isGrace = lastPaidAt !== null && exitAt - lastPaidAt <= 15 * MINUTE_MS;
          const price = recountedPrice(tariff, apart, index);
          const { discounts, lostTicket, paidMinor } = stay;
          const { totalMinor } = quote(
            tariff,
            { entryAt, exitAt: isGrace ? lastPaidAt : exitAt, vehicleClass },
            { discounts, lostTicket, price },
          );
          return [{ paidMinor, totalMinor }];
        });
        const sum = (of: (one: (typeof charged)[number]) => number) =>
          charged.reduce((total, one) => total + of(one), 0);
        expect(result).toMatchObject({
          stays: charged.length,
          thenMinor: sum(({ paidMinor }) => paidMinor),
          ruleMinor: sum(({ totalMinor }) => totalMinor),
          payMore: charged.filter((one) => one.totalMinor > one.paidMinor).length,
          payLess: charged.filter((one) => one.totalMinor < one.paidMinor).length,
          paySame: charged.filter((one) => one.totalMinor === one.paidMinor).length,
        });
        const { inside, contract, byHand } = result.leftOut;
        expect(inside + contract + byHand + result.stays).toBe(apart.length);
      }),
    );
  });

  test('days and classes add up to the whole, and the biggest differences are the biggest', () => {
    fc.assert(
      fc.property(staysArbitrary, fc.constantFrom(...tariffs), (stays, tariff) => {
        const result = run(tariff, stays);
        for (const parts of [result.days, result.classes]) {
          const total = (of: (part: (typeof parts)[number]) => number) =>
            parts.reduce((sum, part) => sum + of(part), 0);
          expect(total((part) => part.stays)).toBe(result.stays);
          expect(total((part) => part.thenMinor)).toBe(result.thenMinor);
          expect(total((part) => part.ruleMinor)).toBe(result.ruleMinor);
        }
        expect(result.days.map(({ day }) => day)).toEqual(
          result.days.map(({ day }) => day).toSorted(),
        );
        const sizes = result.biggest.map(({ thenMinor, ruleMinor }) =>
          Math.abs(ruleMinor - thenMinor),
        );
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(sizes).toHaveLength(Math.min(20, result.payMore + result.payLess));
      }),
    );
  });

  test('does not depend on the pages that stays come in, nor on who is left out of the fee', () => {
    const stay = (entryAt: number, change: Partial<PastStay> = {}): PastStay => ({
      sessionId: 's',
      ticketNumber: 't',
      entryAt,
      exitAt: entryAt + 2 * HOUR_MS,
      vehicleClass: 'car',
      plateRef: null,
      isTransient: true,
      byHand: false,
      paidMinor: 400,
      lastPaidAt: null,
      lostTicket: false,
      discounts: [],
      ...change,
    });
    // Members fill the lot: their stays cost nothing here and still make the price.
    const members = [1, 2, 3].map((minute) =>
      stay(FROM + minute * MINUTE_MS, { isTransient: false, exitAt: null }),
    );
    const guest = stay(FROM + 10 * MINUTE_MS);
    const ruleOf = ({ ruleMinor }: WhatIf) => ruleMinor;
    expect(ruleOf(run(tariffs[1], [guest]))).toBe(400);
    expect(ruleOf(run(tariffs[1], [...members, guest]))).toBe(600);
    // Those who were inside before count until they leave.
    const before = [FROM + 5 * MINUTE_MS, FROM + HOUR_MS, null, null];
    const result = run(tariffs[1], [guest], before);
    expect(ruleOf(result)).toBe(600);
    expect(result.prices.map(({ price }) => price.percent)).toEqual([100, 150, 100]);
    expect(run(tariffs[0], [guest], before).prices).toEqual([]);
  });

  test('a plate that comes back continues its stay where the rule says so', () => {
    const reEntry = { withinMinutes: 30, countGap: false };
    const visit = (entryAt: number, plateRef: string): PastStay => ({
      sessionId: `s${entryAt}`,
      ticketNumber: 't',
      entryAt,
      exitAt: entryAt + 20 * MINUTE_MS,
      vehicleClass: 'car',
      plateRef,
      isTransient: true,
      byHand: false,
      paidMinor: 200,
      lastPaidAt: null,
      lostTicket: false,
      discounts: [],
    });
    const rule = { ...plain, reEntry };
    const again = [visit(FROM, 'k1:a'), visit(FROM + 30 * MINUTE_MS, 'k1:a')];
    const others = [visit(FROM, 'k1:a'), visit(FROM + 30 * MINUTE_MS, 'k1:b')];
    expect(run(rule, again).ruleMinor).toBe(200);
    expect(run(rule, others).ruleMinor).toBe(400);
  });
});
