import type { ForecastSeries } from '#domain/contract/forecast.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { t } from '../../../strings/index.ts';

/** RFC 4180 with a byte order mark; times with their offset, numbers for machines. */
export function forecastCsv(
  { points, capacity }: Pick<ForecastSeries, 'points' | 'capacity'>,
  iso: (at: Instant) => string,
): string {
  const { columns, capacity: slots } = t.forecast;
  const head = [columns.at, columns.expected, columns.low, columns.high, slots];
  const rows = points.map(({ at, expected, low, high }) => [
    iso(at),
    expected,
    low,
    high,
    capacity,
  ]);
  return `\uFEFF${[head, ...rows].map((row) => `${row.join(',')}\r\n`).join('')}`;
}
