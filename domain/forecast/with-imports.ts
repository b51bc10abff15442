import type { ImportedReading } from '../history/read-rows.ts';
import type { Reading } from './clean.ts';
import type { SeriesHistory } from './forecast.ts';

/**
 * Puts imported readings before the lot's own: an import never says anything about a time that the lot
 * itself has counted. Vehicles are scaled to the slots of today, so that a lot that was extended since is
 * compared by how full it was.
 */
export function withImports(
  own: readonly SeriesHistory[],
  imported: readonly ImportedReading[],
): readonly SeriesHistory[] {
  const bySeries = new Map<string, ImportedReading[]>();
  for (const reading of imported) {
    const held = bySeries.get(reading.series);
    if (held === undefined) bySeries.set(reading.series, [reading]);
    else held.push(reading);
  }
  return own.map((history) => {
    const { series, capacity, readings } = history;
    const ownFromAt = readings[0]?.at ?? Number.POSITIVE_INFINITY;
    const before: Reading[] = [];
    for (const { at, inside, capacity: then } of bySeries.get(series) ?? [])
      if (at < ownFromAt) before.push({ at, inside: (inside / then) * capacity });
    return before.length === 0 ? history : { ...history, readings: [...before, ...readings] };
  });
}
