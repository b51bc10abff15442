import fc from 'fast-check';
import { DAY_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Cap, Charge, ChargeWindow, Free, Rate, Rung, Tariff } from './tariff-file.ts';

export const ZONES = [
  'Europe/London',
  'Asia/Kolkata',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'America/St_Johns',
] as const;

const feeArb = fc.oneof(fc.constant(0), fc.nat({ max: 900 }));
const minutesArb = fc.constantFrom(1, 7, 15, 30, 60, 90, 1_440);
const proRataMinutesArb = fc.constantFrom(10, 30, 60);

const eachArb = fc.oneof(
  fc.record({ minutes: minutesArb, feeMinor: feeArb }),
  fc.record({ minutes: proRataMinutesArb, feeMinor: feeArb, proRata: fc.constant(true) }),
);

/** Rungs that rise: each adds to what the one before reached. */
const rungsArb: fc.Arbitrary<Rung[]> = fc
  .array(
    fc.record({ minutes: fc.integer({ min: 1, max: 900 }), add: feeArb, each: fc.option(eachArb) }),
    { minLength: 1, maxLength: 5 },
  )
  .map((steps) => {
    let upTo = 0;
    let reached = 0;
    return steps.map(({ minutes, add, each }, index): Rung => {
      upTo += minutes;
      const upToMinutes = index === steps.length - 1 ? null : upTo;
      if (each === null) {
        reached += add;
        return { upToMinutes, totalMinor: reached };
      }
      // The cap of the rung is what the next one starts from.
      reached += add;
      return { upToMinutes, each, notAboveMinor: reached };
    });
  });

export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const insideArb: fc.Arbitrary<ChargeWindow['charge']> = fc.oneof(
  eachArb.map((each) => ({ kind: 'each' as const, ...each })),
  feeArb.map((feeMinor) => ({ kind: 'flat' as const, feeMinor })),
  rungsArb.map((rungs) => ({ kind: 'ladder' as const, rungs })),
);

/** Windows that share the day among them, whatever the day. */
function windowsArb<T>(inside: fc.Arbitrary<T>) {
  return fc
    .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 1, maxLength: 5 })
    .chain((quarters) => {
      const cuts = quarters.toSorted((a, b) => a - b).map((quarter) => clockText(quarter * 15));
      return fc.array(inside, { minLength: cuts.length, maxLength: cuts.length }).map((charges) =>
        cuts.map((from, index) => ({
          from,
          to: cuts[(index + 1) % cuts.length] ?? from,
          ...charges[index],
        })),
      );
    });
}

const boundaryArb = fc.constantFrom('including' as const, 'under' as const);
export const chargeArb: fc.Arbitrary<Charge> = fc.oneof(
  fc.record({
    kind: fc.constant('ladder' as const),
    boundary: boundaryArb,
    restart: fc.constantFrom(
      'never' as const,
      'calendar-day' as const,
      '24h' as const,
      'calendar-week' as const,
      '7-days' as const,
    ),
    rungs: rungsArb,
  }),
  fc.record({
    kind: fc.constant('windows' as const),
    boundary: boundaryArb,
    countAnew: fc.boolean(),
    windows: windowsArb(
      fc.record({
        charge: insideArb,
        capMinor: fc.option(fc.integer({ min: 900, max: 3_000 }), { nil: undefined }),
      }),
    ) as fc.Arbitrary<ChargeWindow[]>,
  }),
);

/** No cap is below a fee of the first moment. */
const capsArb: fc.Arbitrary<Cap[]> = fc.uniqueArray(
  fc.record({
    per: fc.constantFrom(
      'calendar-day' as const,
      '24h' as const,
      'calendar-week' as const,
      '7-days' as const,
      'stay' as const,
    ),
    amountMinor: fc.integer({ min: 900, max: 9_000 }),
  }),
  { maxLength: 3, selector: ({ per }) => per },
);

const freeArb: fc.Arbitrary<Free> = fc.record({
  minutes: fc.integer({ min: 1, max: 400 }),
  mode: fc.constantFrom('cliff' as const, 'deducted' as const),
});

const clockArb = fc.nat({ max: 95 }).map((quarter) => clockText(quarter * 15));
const windowArb = fc.record({ from: clockArb, to: clockArb });

/** Conditions that a longer stay can only lose, so that no fee may fall. */
const conditionArb: fc.Arbitrary<Partial<Rate>> = fc.oneof(
  windowArb.map((within) => ({ within })),
  windowArb.map((entryBetween) => ({ entryBetween })),
  clockArb.map((leaveBefore) => ({ leaveBefore })),
  fc.integer({ min: 1, max: 3_000 }).map((upToMinutes) => ({ stay: { upToMinutes } })),
  fc.constant<Partial<Rate>>({ days: ['sat', 'sun', 'holiday'] }),
  fc.constant<Partial<Rate>>({ days: ['mon', 'fri'] }),
);

/** Any tariff whose fee may not fall as a stay goes on. */
export const tariffArb: fc.Arbitrary<Tariff> = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    base: fc.record({ charge: chargeArb, caps: capsArb }),
    others: fc.array(fc.record({ charge: chargeArb, caps: capsArb, condition: conditionArb }), {
      maxLength: 3,
    }),
    free: fc.option(freeArb),
    night: fc.option(fc.record({ window: windowArb, feeMinor: feeArb })),
    taxes: fc.option(fc.constantFrom('included' as const, 'added' as const)),
    rounding: fc.option(
      fc.record({
        toMinor: fc.constantFrom(1, 5, 100),
        mode: fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
      }),
    ),
  })
  .map(
    ({ timeZone, base, others, free, night, taxes, rounding }): Tariff => ({
      id: 'any',
      name: 'Any',
      currency: 'GBP',
      timeZone,
      rates: [
        ...others.map(({ condition, ...rate }, index) => ({
          ...rate,
          ...condition,
          id: `r${index}`,
          name: `Rate ${index}`,
        })),
        { ...base, id: 'base', name: 'Base' },
      ],
      ...(free !== null && { free }),
      ...(night !== null && {
        surcharges: [
          {
            kind: 'window' as const,
            id: 'night',
            name: 'Night',
            ...night.window,
            feeMinor: night.feeMinor,
          },
        ],
      }),
      ...(taxes !== null && {
        taxes: {
          mode: taxes,
          parts: [
            { label: 'CGST', basisPoints: 900 },
            { label: 'SGST', basisPoints: 925 },
          ],
        },
      }),
      ...(rounding !== null && { rounding }),
    }),
  );

/** Around a change of clocks half the time, as mistakes live there; whole minutes half the time. */
export const entryArb = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        Date.parse('2026-03-29T01:00Z'),
        Date.parse('2026-10-25T01:00Z'),
        Date.parse('2026-03-08T07:00Z'),
        Date.parse('2026-11-01T06:00Z'),
        Date.parse('2026-04-04T15:00Z'),
        Date.parse('2026-10-03T15:30Z'),
        Date.parse('2018-11-04T03:00Z'),
        Date.parse('2018-02-18T02:00Z'),
        Date.parse('2010-11-07T02:30Z'),
      ),
      fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
    ),
    fc.integer({ min: -DAY_MS, max: DAY_MS }),
    fc.boolean(),
  )
  .map(([near, off, whole]) =>
    whole ? Math.floor((near + off) / MINUTE_MS) * MINUTE_MS : near + off,
  );

export const lengthArb = fc.oneof(
  fc.nat({ max: 400 }).map((minutes) => minutes * MINUTE_MS),
  fc.nat({ max: 3 * DAY_MS }),
  fc.nat({ max: 20 * DAY_MS }),
);

const HOLIDAYS = ['2026-03-29', '2026-10-25', '2026-10-26', '2026-11-01', '2026-04-05'];

/** What may change a quote beside the stay. */
export const contextArb = fc.record(
  {
    holidays: fc.constant(HOLIDAYS),
    discounts: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('minutes' as const),
          value: fc.nat({ max: 200 }),
          label: fc.constant('Shop'),
        }),
        fc.record({
          kind: fc.constant('percent' as const),
          value: fc.nat({ max: 100 }),
          label: fc.constant('Club'),
        }),
        fc.record({
          kind: fc.constant('amount' as const),
          value: fc.nat({ max: 500 }),
          label: fc.constant('Cinema'),
        }),
      ),
      { maxLength: 3 },
    ),
    price: fc.record({
      percent: fc.integer({ min: 50, max: 200 }),
      rateMinorPerHour: fc.constant(null),
    }),
  },
  { requiredKeys: [] },
);
