import { describe, expect, it } from 'vitest';
import { dayAway, wholeDay } from './report-days.ts';

describe('days of reports', () => {
  it('steps over months, years and leap days', () => {
    expect(dayAway('2026-11-22', 1)).toBe('2026-11-23');
    expect(dayAway('2026-01-01', -1)).toBe('2025-12-31');
    expect(dayAway('2028-02-28', 1)).toBe('2028-02-29');
  });
});

describe('a day that is still running', () => {
  it('is filled up to 24 hours without figures', () => {
    const hours = wholeDay([{ startAt: 0 }, { startAt: 3_600_000 }]);
    expect(hours).toHaveLength(24);
    expect(hours[1]?.row).toEqual({ startAt: 3_600_000 });
    expect(hours[23]).toEqual({ startAt: 23 * 3_600_000, row: null });
  });

  it('keeps the 25 hours of a day on which the clock goes back', () => {
    const rows = Array.from({ length: 25 }, (_, hour) => ({ startAt: hour * 3_600_000 }));
    expect(wholeDay(rows)).toHaveLength(25);
    expect(wholeDay([])).toEqual([]);
  });
});
