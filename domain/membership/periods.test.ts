import { describe, expect, test } from 'vitest';
import { byMonth, isOpenEnd, nextPeriod } from './periods.ts';
import { clock, LONDON, member, plan } from './samples.testing.ts';
import { standingAt } from './standing.ts';

describe('paid periods', () => {
  test.each([
    ['a month', 'month', '2026-03-15 10:00', '2026-04-15 00:00'],
    ['a quarter', 'quarter', '2026-03-15 10:00', '2026-06-15 00:00'],
    ['a year', 'year', '2026-03-15 10:00', '2027-03-15 00:00'],
    ['a month from the 31st', 'month', '2026-01-31 10:00', '2026-02-28 00:00'],
    ['over the end of a year', 'quarter', '2026-12-01 10:00', '2027-03-01 00:00'],
    ['a leap year', 'year', '2028-02-29 10:00', '2029-02-28 00:00'],
  ] as const)('%s', (_, period, from, until) => {
    const at = clock(from);
    const fresh = member([], { startAt: at });
    const next = nextPeriod(fresh, plan({ period }), at, LONDON);
    expect(next).toEqual({ fromAt: clock(`${from.slice(0, 10)} 00:00`), toAt: clock(until) });
  });

  test('a renewal goes on where the last period ends, and remembers the 31st', () => {
    const paid = member([[clock('2026-01-31 00:00'), clock('2026-02-28 00:00')]], {
      anchorDay: 31,
    });
    const next = nextPeriod(paid, plan(), clock('2026-02-20 12:00'), LONDON);
    expect(next).toEqual({ fromAt: clock('2026-02-28 00:00'), toAt: clock('2026-03-31 00:00') });
  });

  test('within the grace it goes on without a gap, after it it begins anew', () => {
    const paid = member([[clock('2026-02-01 00:00'), clock('2026-03-01 00:00')]]);
    const late = nextPeriod(paid, plan({ graceDays: 3 }), clock('2026-03-03 12:00'), LONDON);
    expect(late.fromAt).toBe(clock('2026-03-01 00:00'));
    const tooLate = nextPeriod(paid, plan({ graceDays: 3 }), clock('2026-03-10 12:00'), LONDON);
    expect(tooLate).toEqual({ fromAt: clock('2026-03-10 00:00'), toAt: clock('2026-04-10 00:00') });
  });

  test('a plan without periods has no end', () => {
    const open = nextPeriod(
      member([]),
      plan({ period: 'open', priceMinor: 0 }),
      clock('2026-03-10 12:00'),
      LONDON,
    );
    expect(isOpenEnd(open.toAt)).toBe(true);
  });

  test.each([
    ['2026-02-01 12:00', 'pending'],
    ['2026-03-15 12:00', 'active'],
    ['2026-04-02 12:00', 'grace'],
    ['2026-04-04 00:00', 'expired'],
  ] as const)('at %s it is %s', (at, standing) => {
    const paid = member([[clock('2026-03-01 00:00'), clock('2026-04-01 00:00')]]);
    expect(standingAt(paid, plan({ graceDays: 3 }), clock(at))).toBe(standing);
  });

  test('months are cut by the wall clock, across both changes of it', () => {
    const parts = byMonth(
      { fromAt: clock('2026-03-30 12:00'), toAt: clock('2026-05-01 12:00') },
      LONDON,
    );
    expect(parts.map(({ month, toAt }) => [month, toAt])).toEqual([
      ['2026-03', clock('2026-04-01 00:00')],
      ['2026-04', clock('2026-05-01 00:00')],
      ['2026-05', clock('2026-05-01 12:00')],
    ]);
  });
});
