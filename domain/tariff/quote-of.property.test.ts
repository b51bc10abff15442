import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedIso } from '../kernel/zoned.ts';
import { parseTariff } from './parse-tariff.ts';
import type { QuoteContext } from './quote.ts';
import { quote } from './quote-of.ts';
import {
  chargeArb,
  clockText,
  contextArb,
  entryArb,
  lengthArb,
  tariffArb,
  ZONES,
} from './tariff.arbitrary.testing.ts';
import type { Charge, Tariff } from './tariff-file.ts';

const caseArb = fc.record({
  tariff: tariffArb,
  entryAt: entryArb,
  length: lengthArb,
  longer: lengthArb,
  context: contextArb,
});

const quoteFor = (tariff: Tariff, entryAt: number, length: number, context: QuoteContext = {}) =>
  quote(tariff, { entryAt, exitAt: entryAt + length, vehicleClass: 'car' }, context);

const tariffOf = (charge: Charge, timeZone: string, change: Partial<Tariff> = {}): Tariff => ({
  id: 't',
  name: 'T',
  currency: 'GBP',
  timeZone,
  rates: [{ id: 'r', name: 'R', charge }],
  ...change,
});

describe('any quote', () => {
  it('is of a sound tariff, adds up, is never negative, and is the same again', () => {
    fc.assert(
      fc.property(caseArb, ({ tariff, entryAt, length, context }) => {
        expect(parseTariff(tariff)).toMatchObject({ ok: true });
        const quoted = quoteFor(tariff, entryAt, length, context);
        const { lines, totalMinor, netMinor, taxMinor, taxes } = quoted;
        expect(totalMinor).toBeGreaterThanOrEqual(0);
        expect(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(totalMinor);
        for (const { amountMinor, unitMinor } of lines)
          expect(Number.isInteger(amountMinor) && Number.isInteger(unitMinor)).toBe(true);
        expect(netMinor + taxMinor).toBe(totalMinor);
        expect(taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(taxMinor);
        // From a tariff read anew, compiled anew.
        const copy: Tariff = JSON.parse(JSON.stringify(tariff));
        expect(quoteFor(copy, entryAt, length, context)).toEqual(quoted);
      }),
      { numRuns: 500 },
    );
  });

  it('never falls as the stay goes on', () => {
    fc.assert(
      fc.property(caseArb, ({ tariff, entryAt, length, longer, context }) => {
        const before = quoteFor(tariff, entryAt, length, context);
        const after = quoteFor(tariff, entryAt, length + longer, context);
        expect(after.totalMinor).toBeGreaterThanOrEqual(before.totalMinor);
      }),
      { numRuns: 500 },
    );
  });

  it('stands for every exit before the instant that it names', () => {
    fc.assert(
      fc.property(caseArb, fc.double({ min: 0, max: 1, noNaN: true }), (any, share) => {
        const { tariff, entryAt, length, context } = any;
        const { totalMinor, validUntilAt } = quoteFor(tariff, entryAt, length, context);
        const left = validUntilAt - (entryAt + length);
        expect(left).toBeGreaterThan(0);
        for (const later of [left - 1, Math.floor((left - 1) * share)])
          expect(quoteFor(tariff, entryAt, length + later, context).totalMinor).toBe(totalMinor);
      }),
      { numRuns: 500 },
    );
  });

  it('names an instant at which the fee does rise, where one charge stands alone', () => {
    fc.assert(
      fc.property(chargeArb, entryArb, lengthArb, (charge, entryAt, length) => {
        const tariff = tariffOf(charge, 'Europe/London');
        const { totalMinor, validUntilAt } = quoteFor(tariff, entryAt, length);
        const wasHigher = quoteFor(tariff, entryAt, validUntilAt - entryAt).totalMinor > totalMinor;
        // A fraction of a minor unit may be what rises; else nothing does for a month.
        const isFraction = JSON.stringify(charge).includes('proRata');
        const isLong = validUntilAt - (entryAt + length) > 20 * 1_440 * MINUTE_MS;
        expect(wasHigher || isFraction || isLong).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is what was previewed for the instant of the exit', () => {
    fc.assert(
      fc.property(caseArb, ({ tariff, entryAt, length, longer, context }) => {
        const previewed = quoteFor(tariff, entryAt, length + longer, context);
        // Quotes on the way, as a display at the gate asks for them, leave no trace.
        quoteFor(tariff, entryAt, length, context);
        expect(quoteFor(tariff, entryAt, length + longer, context)).toEqual(previewed);
      }),
    );
  });
});

describe('caps', () => {
  const capArb = fc.record({
    charge: chargeArb,
    entryAt: entryArb,
    length: lengthArb,
    amountMinor: fc.integer({ min: 0, max: 2_000 }),
    timeZone: fc.constantFrom(...ZONES),
  });
  const capped = (
    { charge, amountMinor, timeZone }: { charge: Charge; amountMinor: number; timeZone: string },
    per: 'stay' | '24h' | 'calendar-day',
  ): Tariff => ({
    ...tariffOf(charge, timeZone),
    rates: [{ id: 'r', name: 'R', charge, caps: [{ per, amountMinor }] }],
  });
  /** Calendar days that a stay touches; one that ends with a day does not touch the next. */
  const daysTouched = (entryAt: number, exitAt: number, timeZone: string) => {
    let days = 0;
    for (let at = entryAt; at < exitAt; at = zonedDay(at, timeZone).endsAt) days += 1;
    return days;
  };

  it('hold for the stay, for each 24 hours, and for each calendar day', () => {
    fc.assert(
      fc.property(capArb, (any) => {
        const { entryAt, length, amountMinor, timeZone } = any;
        // "Under" six hours sees an exit one moment later.
        const shown = length + 1;
        const most = {
          stay: amountMinor,
          '24h': amountMinor * Math.ceil(shown / (1_440 * MINUTE_MS)),
          'calendar-day': amountMinor * daysTouched(entryAt, entryAt + shown, timeZone),
        };
        for (const per of ['stay', '24h', 'calendar-day'] as const) {
          const { totalMinor } = quoteFor(capped(any, per), entryAt, length);
          expect(totalMinor).toBeLessThanOrEqual(most[per]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Edges between 04:00 and 24:00, where no zone changes its clock: what the clock shows is plain. */
const edgesArb = fc
  .uniqueArray(fc.integer({ min: 16, max: 95 }), { minLength: 1, maxLength: 5 })
  .map((quarters) => quarters.toSorted((a, b) => a - b).map((quarter) => quarter * 15));
const QUIET_ZONES = ['Europe/London', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'];

describe('windows of the clock', () => {
  const arb = fc.record({
    edges: edgesArb,
    fees: fc.array(fc.record({ minutes: fc.constantFrom(15, 20, 60), feeMinor: fc.nat(900) }), {
      minLength: 5,
      maxLength: 5,
    }),
    entryAt: entryArb,
    minutes: fc.integer({ min: 0, max: 4 * 1_440 }),
    timeZone: fc.constantFrom(...QUIET_ZONES),
    proRata: fc.boolean(),
  });
  type Sample = typeof arb extends fc.Arbitrary<infer T> ? T : never;
  const windows = ({ edges, fees, timeZone, proRata }: Sample) =>
    tariffOf(
      {
        kind: 'windows',
        windows: edges.map((edge, index) => ({
          from: clockText(edge),
          to: clockText(edges[(index + 1) % edges.length] ?? edge),
          charge: { kind: 'each', ...(fees[index] ?? { minutes: 60, feeMinor: 1 }), proRata },
        })),
      },
      timeZone,
    );

  it('charge each period by the time that the wall clock shows at its start', () => {
    fc.assert(
      fc.property(arb, (any) => {
        const { edges, fees, entryAt, minutes, timeZone, proRata } = any;
        let at = entryAt;
        // Exact, in the sixtieth part of a minor unit.
        let sixtieths = 0;
        while (at < entryAt + minutes * MINUTE_MS) {
          const [, hour = '0', minute = '0'] = /T(\d\d):(\d\d)/.exec(zonedIso(at, timeZone)) ?? [];
          const shown = Number(hour) * 60 + Number(minute);
          const index = edges.findLastIndex((edge) => edge <= shown);
          const fee = fees[index === -1 ? edges.length - 1 : index] ?? { minutes: 60, feeMinor: 0 };
          sixtieths += proRata ? (fee.feeMinor * 60) / fee.minutes : fee.feeMinor * 60;
          at += (proRata ? 1 : fee.minutes) * MINUTE_MS;
        }
        const { totalMinor } = quoteFor(windows(any), entryAt, minutes * MINUTE_MS);
        expect(totalMinor).toBe(Math.floor(sixtieths / 60 + 0.5));
      }),
      { numRuns: 300 },
    );
  });

  it('may be cut in two, and a pro-rata fee stays', () => {
    fc.assert(
      fc.property(arb, fc.nat(), (any, place) => {
        const whole = windows({ ...any, proRata: true });
        const { charge } = whole.rates[0] ?? {};
        if (charge?.kind !== 'windows') throw new Error('a test of windows');
        const index = place % charge.windows.length;
        const cut = charge.windows.flatMap((window, each) => {
          if (each !== index) return [window];
          const [from, to] = [window.from, window.to].map(
            (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)),
          ) as [number, number];
          const middle = clockText(
            (from + 1 + (place % ((to - from + 1_439) % 1_440 || 1))) % 1_440,
          );
          if (middle === window.to || middle === window.from) return [window];
          return [
            { ...window, to: middle },
            { ...window, from: middle },
          ];
        });
        const split = tariffOf({ ...charge, windows: cut }, whole.timeZone);
        const length = any.minutes * MINUTE_MS;
        expect(quoteFor(split, any.entryAt, length).totalMinor).toBe(
          quoteFor(whole, any.entryAt, length).totalMinor,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('may part a stay at an edge, and the two pro-rata fees are the one', () => {
    fc.assert(
      fc.property(arb, fc.nat(), (any, place) => {
        // Whole minor units a minute, so that nothing is rounded twice.
        const fees = any.fees.map(({ minutes, feeMinor }) => ({
          minutes,
          feeMinor: (feeMinor % 20) * minutes,
        }));
        const tariff = windows({ ...any, fees, proRata: true });
        const entryAt = Math.floor(any.entryAt / MINUTE_MS) * MINUTE_MS;
        const length = any.minutes * MINUTE_MS;
        const day = zonedDay(entryAt, any.timeZone);
        const edge = any.edges[place % any.edges.length] ?? 0;
        const edgeAt = day.endsAt - (1_440 - edge) * MINUTE_MS;
        const first = Math.max(0, Math.min(length, edgeAt - entryAt));
        const parted =
          quoteFor(tariff, entryAt, first).totalMinor +
          quoteFor(tariff, entryAt + first, length - first).totalMinor;
        expect(parted).toBe(quoteFor(tariff, entryAt, length).totalMinor);
      }),
      { numRuns: 300 },
    );
  });
});
