import { expect, it } from 'vitest';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import { forecastLines, peakOf } from './forecast-lines.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const at = (hours: number) => NOON + hours * HOUR_MS;
const point = (hours: number, expected: number) => ({
  at: at(hours),
  expected,
  low: expected - 1,
  high: expected + 1,
});
const label = (instant: number) => String((instant - NOON) / HOUR_MS);

it('what was and what is expected meet, and closed hours break the lines', () => {
  const past = [-1, -0.5, 0, 0.5].map((hours) => ({ at: at(hours), inside: 10 + hours }));
  const points = [point(1, 12), point(2, 14), point(5, 3)];
  expect(forecastLines({ past, points }, label)).toEqual({
    labels: ['-1', '0', '1', '2', '3', '4', '5'],
    past: [9, 10, null, null, null, null, null],
    expected: [null, 10, 12, 14, null, null, 3],
    low: [null, 10, 11, 13, null, null, 2],
    high: [null, 10, 13, 15, null, null, 4],
  });
});

it('names the peak, and the first hour that is full', () => {
  const points = [point(1, 12), point(2, 19.9), point(3, 19.6)];
  expect(peakOf({ points, capacity: 20 })).toEqual({ peak: points[1], fullFromAt: at(2) });
  expect(peakOf({ points: [], capacity: 20 })).toEqual({ peak: null, fullFromAt: null });
});

it('is empty without points', () => {
  const none = { labels: [], past: [], expected: [], low: [], high: [] };
  expect(forecastLines({ past: [], points: [] }, label)).toEqual(none);
});
