import { describe, expect, it } from 'vitest';
import { addressOf, type Chosen, chosenIn, daysOf } from './range.ts';

const chosen = { from: '2026-11-03', to: '2026-11-01', compare: 'none' } as const;

describe('the days of a range', () => {
  it('are none for today, so that midnight moves on', () => {
    expect(daysOf({ ...chosen, range: 'today' }, '2026-11-30')).toEqual({});
  });

  it('end with today', () => {
    const week = daysOf({ ...chosen, range: 'week' }, '2026-12-02');
    expect(week).toEqual({ from: '2026-11-26', to: '2026-12-02' });
    const weeks = daysOf({ ...chosen, range: 'weeks' }, '2026-03-01');
    expect(weeks).toEqual({ from: '2026-02-02', to: '2026-03-01' });
  });

  it('are put in order where they were chosen the other way round', () => {
    expect(daysOf({ ...chosen, range: 'other' }, '2026-11-30')).toEqual({
      from: '2026-11-01',
      to: '2026-11-03',
    });
  });
});

describe('the address of the dashboard', () => {
  const TODAY = '2026-11-30';
  const asAddress = (chosen: Chosen) => {
    const given = Object.entries(addressOf(chosen)).filter(([, value]) => value !== null);
    return new URLSearchParams(given as [string, string][]);
  };

  it('is bare for what the dashboard opens with', () => {
    const chosen = { range: 'today', from: TODAY, to: TODAY, compare: 'none' } as const;
    expect(asAddress(chosen).toString()).toBe('');
    expect(chosenIn(new URLSearchParams(), TODAY)).toEqual(chosen);
  });

  it.each([
    { range: 'week', from: TODAY, to: TODAY, compare: 'previous' },
    { range: 'weeks', from: TODAY, to: TODAY, compare: 'last-year' },
    { range: 'other', from: '2026-02-01', to: '2026-02-28', compare: 'none' },
  ] as const)('leads back to $range, $compare', (chosen) => {
    expect(chosenIn(asAddress(chosen), TODAY)).toEqual(chosen);
  });

  it('passes over what makes no sense', () => {
    const params = new URLSearchParams('range=other&from=2026-02-31&to=soon&compare=everything');
    expect(chosenIn(params, TODAY)).toEqual({
      range: 'other',
      from: TODAY,
      to: TODAY,
      compare: 'none',
    });
  });
});
