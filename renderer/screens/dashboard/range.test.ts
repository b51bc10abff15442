import { describe, expect, it } from 'vitest';
import { daysOf } from './range.ts';

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
