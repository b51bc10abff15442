import { describe, expect, it } from 'vitest';
import { describeTariff } from './describe-tariff.ts';
import { fee, HOURLY, ladder, quoted, tariffWith } from './tariff.testing.ts';
import type { Rate } from './tariff-file.ts';

/** 2026-03-02 is a Monday. */
const only = (change: Partial<Rate>) =>
  tariffWith({ rates: [{ id: 'r', name: 'R', charge: HOURLY, ...change }] });
const and = (...others: Rate[]) =>
  tariffWith({ rates: [{ id: 'hourly', name: 'Hourly', charge: HOURLY }, ...others] });

describe('a ladder', () => {
  const steps = [
    { upToMinutes: 60, totalMinor: 150 },
    { upToMinutes: 180, totalMinor: 400 },
    { upToMinutes: null, each: { minutes: 60, feeMinor: 100 }, notAboveMinor: 900 },
  ];

  it('charges the step that the stay lies on, and periods beyond it up to a limit', () => {
    const tariff = only({ charge: ladder(...steps) });
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T11:00')).toBe(150);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T11:01')).toBe(400);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T13:01')).toBe(500);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-03T10:00')).toBe(900);
  });

  it('gives a bound to what follows where it says "under"', () => {
    const tariff = only({ charge: { kind: 'ladder', boundary: 'under', rungs: steps } });
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T10:59')).toBe(150);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T11:00')).toBe(400);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T10:00')).toBe(0);
  });

  it.each([
    ['calendar-day', '2026-03-02T22:00', '2026-03-04T02:00', 3 * 700],
    ['24h', '2026-03-02T22:00', '2026-03-04T02:00', 2 * 700],
    ['24h', '2026-03-02T22:00', '2026-03-03T22:00', 700],
    // Clocks go forward on Sunday: 24 hours from Saturday noon end at one o'clock.
    ['24h', '2026-03-28T12:00', '2026-03-29T13:00', 700],
    ['24h', '2026-03-28T12:00', '2026-03-29T13:01', 1_400],
    ['calendar-week', '2026-03-07T22:00', '2026-03-09T01:00', 1_400],
    ['7-days', '2026-03-07T22:00', '2026-03-14T22:00', 700],
  ] as const)('may begin anew: %s, %s to %s', (restart, entry, exit, expected) => {
    const charge = { kind: 'ladder', restart, rungs: [{ upToMinutes: null, totalMinor: 700 }] };
    expect(fee(only({ charge: charge as Rate['charge'] }), entry, exit)).toBe(expected);
  });
});

describe('windows', () => {
  const windows = (countAnew: boolean) =>
    only({
      charge: {
        kind: 'windows',
        countAnew,
        windows: [
          {
            name: 'Day',
            from: '08:00',
            to: '18:00',
            charge: { kind: 'each', minutes: 60, feeMinor: 200 },
          },
          {
            name: 'Night',
            from: '18:00',
            to: '08:00',
            charge: { kind: 'flat', feeMinor: 300 },
            capMinor: 300,
          },
        ],
      },
    });

  it('count periods from entry: one that began before the edge is paid for', () => {
    expect(fee(windows(false), '2026-03-02T17:30', '2026-03-02T18:30')).toBe(200);
    expect(fee(windows(false), '2026-03-02T17:30', '2026-03-02T18:31')).toBe(500);
    expect(fee(windows(true), '2026-03-02T17:30', '2026-03-02T18:30')).toBe(500);
  });

  it('cross midnight, and come round again', () => {
    const overTwoNights = quoted(windows(true), '2026-03-02T17:00', '2026-03-04T09:00');
    expect(overTwoNights.totalMinor).toBe(200 + 300 + 10 * 200 + 300 + 200);
    expect(overTwoNights.lines.map(({ text, quantity }) => `${text} ${quantity}`)).toEqual([
      'Day 1',
      'Night 1',
      'Day 10',
      'Night 1',
      'Day 1',
    ]);
  });

  it('are capped each time they come round, and the cap has its line', () => {
    const capped = only({
      charge: {
        kind: 'windows',
        windows: [
          {
            name: 'Day',
            from: '08:00',
            to: '18:00',
            charge: { kind: 'each', minutes: 60, feeMinor: 200 },
          },
          {
            name: 'Night',
            from: '18:00',
            to: '08:00',
            charge: { kind: 'each', minutes: 60, feeMinor: 100 },
            capMinor: 350,
          },
        ],
      },
    });
    expect(fee(capped, '2026-03-02T18:00', '2026-03-02T21:00')).toBe(300);
    expect(fee(capped, '2026-03-02T18:00', '2026-03-02T22:00')).toBe(350);
    const { totalMinor, lines } = quoted(capped, '2026-03-02T18:00', '2026-03-04T08:00');
    expect(totalMinor).toBe(350 + 10 * 200 + 350);
    expect(lines.map(({ code, text, amountMinor }) => `${code} ${text} ${amountMinor}`)).toEqual([
      'periods Night 1400',
      'cap Maximum, Night -1050',
      'periods Day 2000',
      'periods Night 1400',
      'cap Maximum, Night -1050',
    ]);
  });

  it('follow weekdays and holidays by the day they open on', () => {
    const tariff = only({
      charge: {
        kind: 'windows',
        windows: [
          {
            days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
            from: '00:00',
            to: '24:00',
            charge: { kind: 'each', minutes: 60, feeMinor: 100 },
          },
          {
            days: ['sun', 'holiday'],
            from: '00:00',
            to: '24:00',
            charge: { kind: 'each', minutes: 60, feeMinor: 0 },
          },
        ],
      },
    });
    // From Saturday evening into Sunday.
    expect(fee(tariff, '2026-03-07T22:00', '2026-03-08T12:00')).toBe(200);
    expect(fee(tariff, '2026-03-04T22:00', '2026-03-05T04:00')).toBe(600);
    const holidays = ['2026-03-05'];
    expect(fee(tariff, '2026-03-04T22:00', '2026-03-05T04:00', { holidays })).toBe(200);
  });

  it('are as long as the clock makes them on the days that it changes', () => {
    const night = only({
      charge: {
        kind: 'windows',
        windows: [
          { from: '22:00', to: '06:00', charge: { kind: 'each', minutes: 60, feeMinor: 10 } },
          { from: '06:00', to: '22:00', charge: { kind: 'each', minutes: 60, feeMinor: 0 } },
        ],
      },
    });
    expect(fee(night, '2026-03-28T22:00', '2026-03-29T06:00')).toBe(70);
    expect(fee(night, '2026-10-24T22:00', '2026-10-25T06:00')).toBe(90);
    const lordHowe = tariffWith({ ...night, timeZone: 'Australia/Lord_Howe' });
    expect(fee(lordHowe, '2026-04-04T22:00', '2026-04-05T06:00')).toBe(90);
    expect(fee(lordHowe, '2026-10-03T22:00', '2026-10-04T06:00')).toBe(80);
  });

  it('charge pro rata by the started minute, rounded once', () => {
    const tariff = only({
      charge: ladder({ upToMinutes: null, each: { minutes: 30, feeMinor: 10, proRata: true } }),
    });
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T10:01')).toBe(0);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T10:02')).toBe(1);
    expect(fee(tariff, '2026-03-02T10:00', '2026-03-02T11:01')).toBe(20);
  });
});

describe('caps', () => {
  it.each([
    ['calendar-day', 250, '2026-03-02T20:00', '2026-03-03T02:00', 450],
    ['24h', 250, '2026-03-02T20:00', '2026-03-03T20:01', 350],
    ['calendar-week', 250, '2026-03-08T20:00', '2026-03-09T02:00', 450],
    ['7-days', 250, '2026-03-08T20:00', '2026-03-15T21:00', 350],
    ['stay', 250, '2026-03-08T20:00', '2026-03-15T21:00', 250],
  ] as const)('hold: %s', (per, amountMinor, entry, exit, expected) => {
    const tariff = only({ caps: [{ per, amountMinor }] });
    expect(fee(tariff, entry, exit)).toBe(expected);
  });

  it('hold together, each at every moment', () => {
    const caps = [
      { per: '24h', amountMinor: 500 },
      { per: '7-days', amountMinor: 1_200 },
    ] as const;
    const { totalMinor, lines } = quoted(
      only({ caps: [...caps] }),
      '2026-03-02T10:00',
      '2026-03-05T10:00',
    );
    expect(totalMinor).toBe(1_200);
    expect(lines.map(({ text, amountMinor }) => `${text} ${amountMinor}`)).toEqual([
      'R 2400',
      '24-hour maximum -1900',
      'R 2400',
      '24-hour maximum -1900',
      'R 2400',
      '7-day maximum -2200',
    ]);
  });
});

describe('the cheapest rate that fits', () => {
  const evening: Rate = {
    id: 'evening',
    name: 'Evening',
    within: { from: '18:00', to: '07:00' },
    charge: ladder({ upToMinutes: null, totalMinor: 350 }),
  };

  it('is taken, and the quote says which and why', () => {
    const { totalMinor, why } = quoted(and(evening), '2026-03-02T18:30', '2026-03-03T06:30');
    expect(totalMinor).toBe(350);
    expect(why).toBe('Evening: the cheapest of 2 rates that fit, at GBP 3.50 (Hourly GBP 12.00).');
    expect(fee(and(evening), '2026-03-02T18:30', '2026-03-02T20:30')).toBe(200);
    expect(fee(and(evening), '2026-03-02T17:59', '2026-03-03T07:00')).toBe(1_400);
    expect(fee(and(evening), '2026-03-02T18:00', '2026-03-03T07:01')).toBe(1_400);
  });

  it('stands until it fits no more', () => {
    const tariff = and(evening);
    const { validUntilAt } = quoted(tariff, '2026-03-02T18:30', '2026-03-03T06:30');
    expect(validUntilAt).toBe(Date.parse('2026-03-03T07:00Z') + 1);
  });

  it('may be an early bird: in before one time and out by another', () => {
    const early: Rate = {
      id: 'early',
      name: 'Early bird',
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      entryBetween: { from: '06:00', to: '09:30' },
      leaveBefore: '19:00',
      charge: ladder({ upToMinutes: null, totalMinor: 600 }),
    };
    expect(fee(and(early), '2026-03-02T09:29', '2026-03-02T19:00')).toBe(600);
    expect(fee(and(early), '2026-03-02T09:30', '2026-03-02T19:00')).toBe(1_000);
    expect(fee(and(early), '2026-03-02T09:00', '2026-03-02T19:01')).toBe(1_100);
    expect(fee(and(early), '2026-03-07T09:00', '2026-03-07T19:00')).toBe(1_000);
    const late: Rate = {
      ...early,
      leaveBefore: undefined,
      exitBetween: { from: '15:00', to: '19:00' },
    };
    expect(fee(and(late), '2026-03-02T07:00', '2026-03-02T14:59')).toBe(800);
    expect(fee(and(late), '2026-03-02T07:00', '2026-03-02T15:00')).toBe(600);
  });

  it('is looked for in the first group that has one', () => {
    const sunday: Rate = {
      id: 'sunday',
      name: 'Sunday',
      days: ['sun', 'holiday'],
      compare: 'special',
      charge: ladder({ upToMinutes: null, totalMinor: 700 }),
    };
    const tariff = tariffWith({ rates: [sunday, { id: 'h', name: 'Hourly', charge: HOURLY }] });
    expect(fee(tariff, '2026-03-08T10:00', '2026-03-08T11:00')).toBe(700);
    expect(fee(tariff, '2026-03-09T10:00', '2026-03-09T11:00')).toBe(100);
    const holidays = ['2026-03-09'];
    expect(fee(tariff, '2026-03-09T10:00', '2026-03-09T11:00', { holidays })).toBe(700);
    // A holiday that falls on a Sunday is one of the two, not both.
    expect(fee(tariff, '2026-03-08T10:00', '2026-03-08T11:00', { holidays })).toBe(700);
  });

  it('is one of the class, or of cars', () => {
    const tariff = tariffWith({
      rates: [
        { id: 'car', name: 'Car', classes: ['car'], charge: HOURLY },
        {
          id: 'bike',
          name: 'Bike',
          classes: ['motorcycle', 'bicycle'],
          charge: ladder({ upToMinutes: null, totalMinor: 20 }),
        },
      ],
    });
    const of = (vehicleClass: string) =>
      fee(tariff, '2026-03-02T10:00', '2026-03-02T12:00', { vehicleClass });
    expect(['car', 'ev', 'motorcycle', 'bicycle', 'zeppelin'].map(of)).toEqual([
      200, 200, 20, 20, 200,
    ]);
  });

  it('may be one of an event or a season, by the date of entry', () => {
    const flat = (feeMinor: number) => ladder({ upToMinutes: null, totalMinor: feeMinor });
    const tariff = tariffWith({
      rates: [
        {
          id: 'match',
          name: 'Match',
          compare: 'event',
          dates: [{ from: '2026-03-04', to: '2026-03-05' }],
          charge: flat(2_000),
        },
        {
          id: 'winter',
          name: 'Winter',
          compare: 'season',
          dates: [{ from: '11-15', to: '02-28' }],
          charge: flat(50),
        },
        { id: 'hourly', name: 'Hourly', charge: HOURLY },
      ],
    });
    const on = (date: string) => fee(tariff, `${date}T10:00`, `${date}T12:00`);
    expect(['03-03', '03-04', '03-05', '03-06'].map((day) => on(`2026-${day}`))).toEqual([
      200, 2_000, 2_000, 200,
    ]);
    expect(on('2027-03-04')).toBe(200);
    expect(['11-14', '11-15', '12-31', '01-01', '02-28'].map((day) => on(`2026-${day}`))).toEqual([
      200, 50, 50, 50, 50,
    ]);
    // Who came in before it began keeps what held then.
    expect(fee(tariff, '2026-03-03T23:00', '2026-03-04T01:00')).toBe(200);
    expect(describeTariff(tariff).join(' ')).toContain(
      'Match (entry from 2026-03-04 to 2026-03-05): ',
    );
  });

  it('may depend on the length of the stay', () => {
    const long: Rate = {
      id: 'long',
      name: 'Long stay',
      stay: { overMinutes: 240 },
      charge: ladder({ upToMinutes: null, totalMinor: 450 }),
    };
    expect(fee(and(long), '2026-03-02T10:00', '2026-03-02T14:00')).toBe(400);
    expect(fee(and(long), '2026-03-02T10:00', '2026-03-02T14:01')).toBe(450);
    const soon = quoted(and(long), '2026-03-02T10:00', '2026-03-02T13:30');
    expect(soon.validUntilAt).toBe(Date.parse('2026-03-02T14:00Z') + 1);
  });
});
