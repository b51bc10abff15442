import type { Instant } from '../kernel/instant.ts';
import { zonedDay } from '../kernel/zoned.ts';
import type { Frame } from './frame.ts';
import { type Series, usualOf, usualUntil } from './series.ts';

/** What a slice has, of the series that it is asked of. */
export type Reading = (series: Series) => (at: Instant) => number | null;

/**
 * What is usual for the period up to now: days that are over whole, the running one by its hours. Null
 * where any of it is not known.
 */
export function usualSoFar(
  { source, scope: { period, nowAt }, series, today }: Frame,
  reading: Reading,
): number | null {
  if (today === null) return usualUntil(series, period.toAt, reading(series));
  const soFar = usualUntil(today, nowAt, reading(today));
  if (series === today || soFar === null) return soFar;
  const { startsAt } = zonedDay(nowAt, source.lot.timeZone);
  const over = usualUntil(series, startsAt, reading(series));
  return over === null ? null : over + soFar;
}

/** What is usual for the whole period. */
export function usualWhole({ series }: Frame, reading: Reading): number | null {
  let sum = 0;
  for (const slice of series.slices) {
    const usual = usualOf(series, slice, reading(series));
    if (usual === null) return null;
    sum += usual;
  }
  return sum;
}
