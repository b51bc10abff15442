import { describe, expect, it } from 'vitest';
import { periodBefore, periodLastYear, periodOf, rangeOf } from '../reports/period.ts';
import { comparedUntil, sampleDays, sampleHours, slicesOf, USUAL_WEEKS } from './slices.ts';

const LONDON = { timeZone: 'Europe/London', locale: 'en-GB' };
const iso = (at: number) => new Date(at).toISOString();
const day = (text: string) => {
  const found = periodOf('day', text, LONDON);
  if (found === null) throw new Error(text);
  return found;
};
const range = (from: string, to: string) => {
  const found = rangeOf(from, to, LONDON.timeZone);
  if (found === null) throw new Error(from);
  return found;
};

describe('what a day is measured by', () => {
  it('is the same weekday of the weeks before', () => {
    const days = sampleDays('2026-11-30', LONDON.timeZone);
    expect(days).toHaveLength(USUAL_WEEKS);
    expect(iso(days[0]?.fromAt ?? 0)).toBe('2026-11-23T00:00:00.000Z');
    // Before the clocks went back midnight was an hour earlier.
    expect(iso(days[5]?.fromAt ?? 0)).toBe('2026-10-18T23:00:00.000Z');
    expect(iso(days[7]?.fromAt ?? 0)).toBe('2026-10-04T23:00:00.000Z');
  });

  it('is the same hour of the clock, whatever the clock did', () => {
    const hours = sampleHours(Date.parse('2026-11-08T01:30:00Z'), LONDON.timeZone);
    // Sunday, 25 October: 01:00 came twice.
    expect(hours.slice(0, 3).map(({ fromAt }) => iso(fromAt))).toEqual([
      '2026-11-01T01:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]);
    expect(hours).toHaveLength(USUAL_WEEKS + 1);
    // Sunday, 29 March: there was no 01:00.
    expect(sampleHours(Date.parse('2026-04-12T00:30:00Z'), LONDON.timeZone)).toHaveLength(
      USUAL_WEEKS - 1,
    );
  });
});

describe('slices', () => {
  it('are the hours of one day, each with its counterpart by the clock', () => {
    const long = day('2026-10-25');
    const before = periodBefore(long, LONDON);
    const slices = slicesOf(long, before, LONDON.timeZone);
    expect(slices).toHaveLength(25);
    expect(slices.slice(1, 3).map(({ label }) => label)).toEqual(['01:00', '01:00 (2nd)']);
    expect(slices[2]?.before).toBeNull();
    expect(iso(slices[3]?.before?.fromAt ?? 0)).toBe('2026-10-24T01:00:00.000Z');
  });

  it('are the days of a longer time, each with its counterpart by its place', () => {
    const march = periodOf('month', '2026-03-10', LONDON);
    if (march === null) throw new Error('march');
    const slices = slicesOf(march, periodBefore(march, LONDON), LONDON.timeZone);
    expect(slices).toHaveLength(31);
    expect(iso(slices[27]?.before?.fromAt ?? 0)).toBe('2026-02-28T00:00:00.000Z');
    expect(slices[28]?.before).toBeNull();
  });
});

describe('the compared time counts', () => {
  const until = (of: ReturnType<typeof day>, than: ReturnType<typeof day> | null, now: string) => {
    if (than === null) throw new Error('nothing to compare with');
    return iso(comparedUntil(of, than, Date.parse(now), LONDON.timeZone));
  };

  it('to its end when the period is over', () => {
    const of = day('2026-11-29');
    expect(until(of, periodBefore(of, LONDON), '2026-11-30T00:00:00Z')).toBe(
      '2026-11-29T00:00:00.000Z',
    );
  });

  it('up to the same time of the clock while it runs', () => {
    const of = day('2026-11-30');
    const now = '2026-11-30T10:20:00Z';
    expect(until(of, periodBefore(of, LONDON), now)).toBe('2026-11-29T10:20:00.000Z');
    expect(until(of, periodLastYear(of, LONDON), now)).toBe('2025-12-01T10:20:00.000Z');
    const days = range('2026-11-24', '2026-11-30');
    expect(until(days, periodBefore(days, LONDON), now)).toBe('2026-11-23T10:20:00.000Z');
  });

  it('by the clock over a night that changed it', () => {
    const of = day('2026-10-25');
    expect(until(of, periodBefore(of, LONDON), '2026-10-25T09:30:00Z')).toBe(
      '2026-10-24T08:30:00.000Z',
    );
    const spring = day('2026-03-30');
    // The day before had no 01:00: what counts ends where that hour would have been.
    expect(until(spring, periodBefore(spring, LONDON), '2026-03-30T00:30:00Z')).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });

  it('to its end when it is shorter than what has gone by', () => {
    const march = periodOf('month', '2026-03-10', LONDON);
    if (march === null) throw new Error('march');
    expect(until(march, periodBefore(march, LONDON), '2026-03-30T12:00:00Z')).toBe(
      '2026-03-01T00:00:00.000Z',
    );
  });

  it('not at all before the period begins', () => {
    const of = day('2026-12-02');
    expect(until(of, periodBefore(of, LONDON), '2026-11-30T12:00:00Z')).toBe(
      '2026-12-01T00:00:00.000Z',
    );
  });
});
