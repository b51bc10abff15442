import type { Reading } from './readings.ts';

/** A park's day needs this many readings; one with fewer has gaps that a line should not bridge. */
const READINGS_A_DAY_MIN = 12;
/** Between two readings further apart than this the day is left out at that hour. */
const GAP_MAX_HOURS = 1.25;
/** The data's day: readings cluster on the half hours, a few minutes early or late. */
export const FIRST_HOUR = 8;
export const LAST_HOUR = 16.5;
/** A reading this close stands for the hour before the first or after the last one. */
const EDGE_HOURS = 0.25;

/** Night: nearly empty from 23:00 to 05:00, at this share of what is there at 08:00. */
export const NIGHT_FLOOR_SHARE = 0.25;
const NIGHT_FROM_HOUR = 23;
const NIGHT_TO_HOUR = 5;

export interface DayShape {
  /** Share of capacity taken at each full hour, 00:00 first. */
  readonly occupancy: readonly number[];
  /** Vehicles that arrive in each hour, as a share of capacity. */
  readonly arrivals: readonly number[];
  readonly departures: readonly number[];
}

/** The mean share at an hour over all parks and days given; null when no day speaks of it. */
export function meanShareAt(readings: readonly Reading[], hour: number): number | null {
  const series = Map.groupBy(readings, (reading) => `${reading.park} ${reading.day}`);
  const shares: number[] = [];
  for (const list of series.values()) {
    if (list.length < READINGS_A_DAY_MIN) continue;
    const share = shareAt(list, hour);
    if (share !== null) shares.push(share);
  }
  return shares.length === 0 ? null : shares.reduce((sum, each) => sum + each, 0) / shares.length;
}

/** One park's day at an hour: on the line between its neighbours, where they are near enough. */
function shareAt(list: readonly Reading[], hour: number): number | null {
  let before: Reading | null = null;
  let after: Reading | null = null;
  for (const reading of list) {
    if (reading.hour <= hour && (before === null || reading.hour > before.hour)) before = reading;
    if (reading.hour >= hour && (after === null || reading.hour < after.hour)) after = reading;
  }
  if (before !== null && after !== null) {
    const gap = after.hour - before.hour;
    if (gap > GAP_MAX_HOURS) return null;
    if (gap === 0) return before.share;
    return before.share + ((after.share - before.share) * (hour - before.hour)) / gap;
  }
  const only = before ?? after;
  return only !== null && Math.abs(only.hour - hour) <= EDGE_HOURS ? only.share : null;
}

/**
 * Completes a measured day to 24 hours: half a cosine from the night floor at 05:00 up to the first
 * measured hour, and one from the last down to the floor at 23:00.
 */
export function completeDay(measured: ReadonlyMap<number, number>): number[] {
  const first = measured.get(FIRST_HOUR) ?? 0;
  const last = measured.get(LAST_HOUR) ?? 0;
  const floor = first * NIGHT_FLOOR_SHARE;
  const ease = (from: number, to: number, t: number) =>
    from + ((to - from) * (1 - Math.cos(Math.PI * t))) / 2;
  return Array.from({ length: 24 }, (_, hour) => {
    const known = measured.get(hour);
    if (known !== undefined) return known;
    if (hour < NIGHT_TO_HOUR || hour >= NIGHT_FROM_HOUR) return floor;
    if (hour < FIRST_HOUR)
      return ease(floor, first, (hour - NIGHT_TO_HOUR) / (FIRST_HOUR - NIGHT_TO_HOUR));
    return ease(last, floor, (hour - LAST_HOUR) / (NIGHT_FROM_HOUR - LAST_HOUR));
  });
}

/**
 * Splits a day's occupancy into arrivals and departures. The data only tells their difference; the
 * mean stay tells the departures (those inside leave at the rate 1 / stay), the rest follows. Where
 * the lot empties faster than that, nobody arrives and the difference is all departures.
 */
export function flowsOf(occupancy: readonly number[], meanStayHours: number): DayShape {
  const arrivals: number[] = [];
  const departures: number[] = [];
  occupancy.forEach((share, hour) => {
    const next = occupancy[(hour + 1) % 24] ?? share;
    const leave = (share + next) / 2 / meanStayHours;
    const come = next - share + leave;
    arrivals.push(Math.max(0, come));
    departures.push(come < 0 ? share - next : leave);
  });
  return { occupancy, arrivals, departures };
}
