import { describe, expect, it } from 'vitest';
import { dayAway } from './report-days.ts';

describe('days of reports', () => {
  it('steps over months, years and leap days', () => {
    expect(dayAway('2026-11-22', 1)).toBe('2026-11-23');
    expect(dayAway('2026-01-01', -1)).toBe('2025-12-31');
    expect(dayAway('2028-02-28', 1)).toBe('2028-02-29');
  });
});
