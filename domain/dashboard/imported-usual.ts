import { SlotClock } from '../forecast/slot-clock.ts';
import type { ImportedReading } from '../history/read-rows.ts';
import type { Instant } from '../kernel/instant.ts';

const HOURS_PER_DAY = 24;

interface Mean {
  sum: number;
  count: number;
}

/** How full parts of a lot usually were by figures from before it counted by itself, 0 to 1. */
export interface ImportedUsual {
  /** At the weekday and hour of an instant; null where nothing is known of it. */
  hour(series: string, at: Instant): number | null;
  /** Over the day of an instant; null where any hour of that weekday is not known. */
  day(series: string, at: Instant): number | null;
}

/** Nothing is known from before. */
export const NOTHING_IMPORTED: ImportedUsual = { hour: () => null, day: () => null };

/** Averages imported readings by the weekday and hour of the lot's clock. */
export function importedUsual(
  readings: readonly ImportedReading[],
  timeZone: string,
): ImportedUsual {
  if (readings.length === 0) return NOTHING_IMPORTED;
  const clock = new SlotClock(timeZone);
  const placeOf = (at: Instant) => {
    const { weekday, slot } = clock.placeOf(at);
    return { weekday, hour: Math.floor(slot / 2) };
  };
  const means = new Map<string, Map<number, Mean>>();
  for (const { series, at, inside, capacity } of readings) {
    const { weekday, hour } = placeOf(at);
    const own = means.get(series) ?? new Map<number, Mean>();
    means.set(series, own);
    const key = weekday * HOURS_PER_DAY + hour;
    const mean = own.get(key) ?? { sum: 0, count: 0 };
    own.set(key, mean);
    // More vehicles than slots are as full as full.
    mean.sum += Math.min(1, inside / capacity);
    mean.count += 1;
  }
  const share = (series: string, weekday: number, hour: number): number | null => {
    const mean = means.get(series)?.get(weekday * HOURS_PER_DAY + hour);
    return mean === undefined ? null : mean.sum / mean.count;
  };
  return {
    hour(series, at) {
      const { weekday, hour } = placeOf(at);
      return share(series, weekday, hour);
    },
    day(series, at) {
      const { weekday } = placeOf(at);
      let sum = 0;
      for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) {
        const one = share(series, weekday, hour);
        if (one === null) return null;
        sum += one;
      }
      return sum / HOURS_PER_DAY;
    },
  };
}
