import { expect, test } from 'vitest';
import { dayShifted, mondayOf, shownWindow } from './calendar-days.ts';

test.each([
  ['2026-11-22', '2026-11-16'],
  ['2026-11-16', '2026-11-16'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

test('days are counted over the ends of months', () => {
  expect(dayShifted('2026-02-28', 1)).toBe('2026-03-01');
  expect(dayShifted('2026-03-01', -7)).toBe('2026-02-22');
});

test('a week is shown from its Monday to the next', () => {
  const asked: string[] = [];
  shownWindow('2026-11-22', 'week', (local) => asked.push(local));
  expect(asked).toEqual(['2026-11-16T00:00', '2026-11-23T00:00']);
});
