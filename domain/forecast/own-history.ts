import { HOUR_MS, type Instant } from '../kernel/instant.ts';
import type { OccupancyRow } from '../stats/occupancy.ts';
import type { Reading } from './clean.ts';
import type { SeriesHistory } from './forecast.ts';
import { STEP_MS } from './slot-clock.ts';

/**
 * What the read models know of each series that has slots: the mean of an hour stands for its middle, and
 * who was inside at its end for its end. Capacities are those of today, so that a lot that has grown is
 * not forecast by what it was.
 */
export function ownHistory(
  rows: readonly OccupancyRow[],
  capacities: ReadonlyMap<string, number>,
  nowAt: Instant,
): readonly SeriesHistory[] {
  const histories = new Map<string, Reading[]>();
  for (const row of rows) {
    if ((capacities.get(row.series) ?? 0) === 0 || row.knownMs <= 0) continue;
    const readings = histories.get(row.series) ?? [];
    histories.set(row.series, readings);
    const middle = row.at + STEP_MS;
    const end = row.at + HOUR_MS;
    if (middle <= nowAt) readings.push({ at: middle, inside: row.occupiedMs / row.knownMs });
    if (end <= nowAt) readings.push({ at: end, inside: row.lastInside });
    else readings.push({ at: nowAt, inside: row.lastInside });
  }
  return [...capacities]
    .filter(([, capacity]) => capacity > 0)
    .map(([series, capacity]) => ({ series, capacity, readings: histories.get(series) ?? [] }));
}
