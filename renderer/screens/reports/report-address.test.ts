import { describe, expect, it } from 'vitest';
import { addressOf, chosenIn, pageIn } from './report-address.ts';

const TODAY = '2026-11-30';
const USUAL = {
  period: 'week',
  date: TODAY,
  compare: 'none',
  lots: [],
  olderThanDays: 7,
} as const;

const asAddress = (chosen: Parameters<typeof addressOf>[0]) => {
  const given = Object.entries(addressOf(chosen, TODAY)).filter(([, value]) => value !== null);
  return new URLSearchParams(given as [string, string][]);
};

describe('the address of a report', () => {
  it('is bare for what reports open with', () => {
    expect(asAddress(USUAL).toString()).toBe('');
    expect(chosenIn(new URLSearchParams(), TODAY)).toEqual(USUAL);
  });

  it.each([
    { ...USUAL, period: 'month', date: '2026-02-28' },
    { ...USUAL, compare: 'last-year', lots: ['north', 'south'] },
    { ...USUAL, olderThanDays: 30 },
  ] as const)('leads back to %o', (chosen) => {
    expect(chosenIn(asAddress(chosen), TODAY)).toEqual(chosen);
  });

  it.each(['0', '3651', '2.5', 'many', ''])('takes the usual days for older=%s', (older) => {
    const params = new URLSearchParams({ older, date: '2026-13-01', period: 'year' });
    expect(chosenIn(params, TODAY)).toEqual(USUAL);
  });

  it('names a page, or the day at a glance', () => {
    expect(pageIn(new URLSearchParams('report=saved'))).toBe('saved');
    expect(pageIn(new URLSearchParams('report=exceptions'))).toBe('exceptions');
    expect(pageIn(new URLSearchParams('report=constructor'))).toBe('day');
  });
});
