import { describe, expect, it } from 'vitest';
import { parseTariff } from './parse-tariff.ts';
import { HOURLY, ladder, tariffWith } from './tariff.testing.ts';
import type { Charge, Rate, Tariff } from './tariff-file.ts';

/** The problems of a tariff after a change, as `path: message`. */
function problems(change: object): string[] {
  const parsed = parseTariff({ ...tariffWith(), ...change });
  return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
}
const ofRate = (change: object) =>
  problems({ rates: [{ id: 'r', name: 'R', charge: HOURLY, ...change }] });
const ofRates = (...rates: Partial<Rate>[]) =>
  problems({
    rates: rates.map((rate, index) => ({ id: `r${index}`, name: 'R', charge: HOURLY, ...rate })),
  });
const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const day = (from: string, to: string, change: object = {}) => ({
  from,
  to,
  charge: { kind: 'flat', feeMinor: 100 },
  ...change,
});
const ofWindows = (...windows: object[]) => ofRate({ charge: { kind: 'windows', windows } });

describe('a tariff', () => {
  it('is returned as it is', () => {
    const tariff = tariffWith();
    expect(parseTariff(JSON.parse(JSON.stringify(tariff)))).toEqual({ ok: true, value: tariff });
  });

  it.each<[string, string[], string[]]>([
    [
      'that is none',
      (() => {
        const parsed = parseTariff('by the hour');
        return parsed.ok ? [] : parsed.error.map(({ path, message }) => `${path}: ${message}`);
      })(),
      ['tariff: expected an object, found "by the hour"'],
    ],
    [
      'with an unknown field',
      problems({ colour: 'red' }),
      ['colour: expected only the known fields of a tariff, found this one'],
    ],
    [
      'with what looks like a card number, which is not repeated',
      problems({ notes: ['ask for 4111 1111 1111 1111'] }),
      ['notes[0]: expected no card number, found what looks like one'],
    ],
    [
      'whose source is no address but such a number',
      problems({ source: 'https://example.com/1.1718892142583 and 4111 1111 1111 1111' }),
      ['source: expected no card number, found what looks like one'],
    ],
    [
      'with a fee for what is no class',
      problems({ lostTicket: { mode: 'flat', feeMinor: 1, byClass: { toString: 3 } } }),
      [
        'lostTicket.byClass.toString: expected a vehicle class of lower-case letters and hyphens, found "toString"',
      ],
    ],
    [
      'with more windows than a quote may walk',
      ofRates(
        ...Array.from({ length: 5 }, () => ({
          charge: {
            kind: 'windows' as const,
            windows: Array.from({ length: 60 }, (_, index) => ({
              from: clockOf(index * 24),
              to: clockOf((index + 1) * 24),
              charge: { kind: 'flat' as const, feeMinor: 100 },
            })),
          },
        })),
      ),
      ['rates: expected at most 240 windows in all rates together, found 300'],
    ],
    [
      'with dates that are none',
      ofRates({}, { dates: [{ from: '2026-13-01', to: '2027-01-02' }] }),
      [
        'rates[1].dates[0].from: expected a date such as 2026-12-24, or 12-24 for every year, found "2026-13-01"',
      ],
    ],
    [
      'with dates that end before they begin, or of one year and of all',
      ofRates(
        {},
        {
          dates: [
            { from: '2026-03-02', to: '2026-03-01' },
            { from: '2026-03-02', to: '03-03' },
          ],
        },
      ),
      [
        'rates[1].dates[0].to: expected a date not before 2026-03-02, found "2026-03-01"',
        'rates[1].dates[1].to: expected a year on both dates or on none, found "03-03"',
      ],
    ],
    [
      'that has a rate on some dates alone',
      ofRates({ dates: [{ from: '01-01', to: '12-31' }] }),
      [
        'rates: expected a rate for every stay that does not depend on when it ends, found none for car on mon, entry at 00:00, a stay over 0 minutes',
      ],
    ],
    [
      'in unknown money',
      problems({ currency: 'QQQ' }),
      ['currency: expected an ISO 4217 code such as INR or GBP, found "QQQ"'],
    ],
    [
      'of an unknown zone',
      problems({ timeZone: 'Mars/Base' }),
      ['timeZone: expected an IANA time zone such as Asia/Kolkata, found "Mars/Base"'],
    ],
    [
      'with a time that is none',
      ofRate({ within: { from: '25:00', to: '07:00' } }),
      [
        'rates[0].within.from: expected a clock time such as 07:30, from 00:00 to 23:59, found "25:00"',
      ],
    ],
    [
      'with one id twice',
      problems({ rates: [...tariffWith().rates, ...tariffWith().rates] }),
      ['rates[1].id: expected an id that no other rate has, found "hourly" again'],
    ],
  ])('%s is refused', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('a ladder', () => {
  it.each<[string, Charge, string[]]>([
    [
      'whose bounds fall',
      ladder(
        { upToMinutes: 60, totalMinor: 1 },
        { upToMinutes: 60, totalMinor: 2 },
        { upToMinutes: null, totalMinor: 3 },
      ),
      [
        'rates[0].charge.rungs[1].upToMinutes: expected more than 60, where the rung before ends, found 60',
      ],
    ],
    [
      'whose fee falls',
      ladder({ upToMinutes: 60, totalMinor: 500 }, { upToMinutes: null, totalMinor: 400 }),
      [
        'rates[0].charge.rungs[1].totalMinor: expected at least 500, which the rung before reaches, found 400',
      ],
    ],
    [
      'that ends',
      ladder({ upToMinutes: 60, totalMinor: 500 }),
      [
        'rates[0].charge.rungs[0].upToMinutes: expected null, so that no stay is too long for the last rung, found 60',
      ],
    ],
    [
      'that ends before it begins anew',
      { kind: 'ladder', restart: '24h', rungs: [{ upToMinutes: 720, totalMinor: 500 }] },
      [
        'rates[0].charge.rungs[0].upToMinutes: expected null, or at least 1440, the longest time that is charged, found 720',
      ],
    ],
    [
      'without an end in the middle',
      ladder({ upToMinutes: null, totalMinor: 1 }, { upToMinutes: null, totalMinor: 2 }),
      [
        'rates[0].charge.rungs[0].upToMinutes: expected a number of minutes on all rungs but the last, found null',
      ],
    ],
  ])('%s is refused', (_, charge, expected) => {
    expect(ofRate({ charge })).toEqual(expected);
  });

  it('may not be capped below its first fee', () => {
    expect(ofRate({ caps: [{ per: 'stay', amountMinor: 99 }] })).toEqual([
      'rates[0].caps[0].amountMinor: expected at least the smallest fee 100, found 99',
    ]);
  });
});

describe('windows', () => {
  it('cover the week without overlap', () => {
    expect(ofWindows(day('07:00', '19:00'), day('19:00', '07:00'))).toEqual([]);
    expect(ofWindows(day('07:00', '19:00'), day('19:00', '06:30'))).toEqual([
      'rates[0].charge.windows: expected windows for all times of the week; free time is one with the fee 0, found none at tue 06:30',
    ]);
    expect(ofWindows(day('07:00', '19:00'), day('18:00', '07:00'))).toEqual([
      'rates[0].charge.windows[1]: expected a window beside the others, found one that overlaps window 0 at mon 18:00',
    ]);
    expect(ofWindows(day('00:00', '24:00'), day('00:00', '24:00'))).toHaveLength(1);
  });

  it('cover it whichever days are holidays', () => {
    const weekday = day('00:00', '24:00', { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] });
    const sunday = day('00:00', '24:00', { days: ['sun'] });
    const holiday = day('00:00', '24:00', { days: ['sun', 'holiday'] });
    expect(ofWindows(weekday, holiday)).toEqual([]);
    expect(ofWindows(weekday, sunday)).toEqual([]);
    const long = day('00:00', '06:00', { days: ['holiday'] });
    expect(ofWindows(weekday, sunday, long)).toEqual([
      expect.stringContaining('found none at mon 06:00'),
    ]);
  });
});

describe('every stay has a rate', () => {
  it.each<[string, string[], string]>([
    ['no rate for cars', ofRates({ classes: ['bus'] }), 'expected a rate for "car"'],
    [
      'none on Sundays',
      ofRates({ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }),
      'none for car on sun, entry at 00:00, a stay over 0 minutes',
    ],
    [
      'none on holidays',
      ofRates(
        { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
        { days: ['holiday'], stay: { upToMinutes: 60 } },
      ),
      'none for car on holiday, entry at 00:00, a stay over 60 minutes',
    ],
    [
      'none at noon',
      ofRates(
        { entryBetween: { from: '13:00', to: '08:00' } },
        { entryBetween: { from: '08:00', to: '12:00' } },
      ),
      'none for car on mon, entry at 12:00',
    ],
    [
      'none for those who leave late',
      ofRates({ leaveBefore: '19:00' }),
      'none for car on mon, entry at 00:00, a stay over 0 minutes',
    ],
    [
      'none of a class for long stays',
      ofRates({ classes: ['car'] }, { classes: ['bus'], stay: { upToMinutes: 600 } }),
      'none for bus on mon, entry at 00:00, a stay over 600 minutes',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual([expect.stringContaining(expected)]);
  });
});

describe('dynamic prices', () => {
  const step: Tariff['dynamic'] = {
    kind: 'step',
    startMinorPerHour: 300,
    stepMinor: 25,
    floorMinor: 50,
    ceilingMinor: 1_000,
    upAtPct: 80,
    downBelowPct: 60,
    everyDays: 28,
  };
  const hourly = [
    {
      id: 'r',
      name: 'R',
      charge: ladder({ upToMinutes: null, each: { minutes: 60, feeMinor: 'hourly-rate' } }),
    },
  ];

  it('need a fee that follows them, and a fee that follows needs them', () => {
    expect(problems({ dynamic: step, rates: hourly })).toEqual([]);
    expect(problems({ dynamic: step })).toEqual([
      'rates: expected a fee "hourly-rate" that the step rule moves, found none',
    ]);
    expect(problems({ rates: hourly })).toEqual([
      'rates[0].charge: expected a fee, or a dynamic rule of kind "step" that makes the rate, found "hourly-rate"',
    ]);
  });

  it('have thresholds in order', () => {
    expect(
      problems({ rates: hourly, dynamic: { ...step, floorMinor: 400, downBelowPct: 90 } }),
    ).toEqual([
      'dynamic.startMinorPerHour: expected a rate from 400 to 1000, found 300',
      'dynamic.downBelowPct: expected at most 80, where it goes up, found 90',
    ]);
    const bands = {
      kind: 'bands',
      bands: [
        { fromPct: 10, percent: 100 },
        { fromPct: 10, percent: 120 },
      ],
      hysteresisPct: 5,
      minutesBetweenChanges: 15,
      floorPercent: 200,
      ceilingPercent: 150,
    };
    expect(problems({ dynamic: bands })).toEqual([
      'dynamic.floorPercent: expected at most the ceiling 150, found 200',
      'dynamic.bands[0].fromPct: expected 0, so that every occupancy has a band, found 10',
      'dynamic.bands[1].fromPct: expected more than 10, found 10',
    ]);
  });
});
