import type { Instant } from '../kernel/instant.ts';
import type { DayKind } from './tariff-parts.ts';
import {
  type ClockDay,
  dayBit,
  daysMask,
  type Holidays,
  minuteOf,
  namesHolidays,
  type ZoneClock,
} from './zone-clock.ts';

/** A window as a tariff writes it. */
export interface WindowText {
  readonly from: string;
  readonly to: string;
  readonly days?: readonly DayKind[] | undefined;
}

interface OneWindow {
  readonly mask: number;
  /** Minutes of the day on which it opens; `to` lies beyond 1,440 where it crosses midnight. */
  readonly from: number;
  readonly to: number;
}

/** Windows that stand beside each other: they agree on what a holiday is. */
export interface ClockWindows {
  readonly list: readonly OneWindow[];
  readonly mindsHolidays: boolean;
}

/** One time that a window comes round. */
export interface Occurrence {
  readonly index: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export function clockWindows(texts: readonly WindowText[]): ClockWindows {
  return {
    mindsHolidays: namesHolidays(texts.map(({ days }) => days)),
    list: texts.map(({ from, to, days }) => ({
      mask: daysMask(days),
      ...minutesOfWindow(from, to),
    })),
  };
}

/** From and to in minutes of the first day; equal times are 24 hours. */
export function minutesOfWindow(from: string, to: string): { from: number; to: number } {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return { from: start, to: end > start ? end : end + 1_440 };
}

/** The occurrence that holds an instant, or null. */
export function occurrenceAt(
  windows: ClockWindows,
  at: Instant,
  clock: ZoneClock,
  holidays: Holidays,
): Occurrence | null {
  const day = clock.dayAt(at);
  return (
    occurrenceOfDay(windows, day, at, clock, holidays) ??
    occurrenceOfDay(windows, clock.dayBefore(day), at, clock, holidays)
  );
}

function occurrenceOfDay(
  { list, mindsHolidays }: ClockWindows,
  day: ClockDay,
  at: Instant,
  clock: ZoneClock,
  holidays: Holidays,
): Occurrence | null {
  const bit = dayBit(day, holidays, mindsHolidays);
  for (let index = 0; index < list.length; index += 1) {
    const window = list[index];
    if (window === undefined || (window.mask & bit) === 0) continue;
    if (window.to <= 1_440 && at >= day.endsAt) continue;
    const startsAt = clock.at(day, window.from);
    if (at < startsAt) continue;
    const endsAt = clock.at(day, window.to);
    if (at < endsAt) return { index, startsAt, endsAt };
  }
  return null;
}

/** How many days `nextOccurrence` looks ahead. */
const AHEAD_DAYS_MAX = 15;

/**
 * The first occurrence that starts at an instant or later. Where none does within 15 days: null, and
 * the caller may rely on those days alone.
 */
export function nextOccurrence(
  { list, mindsHolidays }: ClockWindows,
  at: Instant,
  clock: ZoneClock,
  holidays: Holidays,
): Occurrence | null {
  let day = clock.dayAt(at);
  for (let ahead = 0; ahead < AHEAD_DAYS_MAX; ahead += 1) {
    const bit = dayBit(day, holidays, mindsHolidays);
    let found: Occurrence | null = null;
    for (let index = 0; index < list.length; index += 1) {
      const window = list[index];
      if (window === undefined || (window.mask & bit) === 0) continue;
      const startsAt = clock.at(day, window.from);
      const endsAt = clock.at(day, window.to);
      // What spring skips altogether does not come round.
      if (startsAt < at || endsAt <= startsAt) continue;
      if (found === null || startsAt < found.startsAt) found = { index, startsAt, endsAt };
    }
    if (found !== null) return found;
    day = clock.dayAfter(day);
  }
  return null;
}
