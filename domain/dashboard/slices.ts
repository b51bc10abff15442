import { addDays, daysBetween } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { zonedDay, zonedDayOf, zonedHours } from '../kernel/zoned.ts';
import { daysOf, hoursOf, isByHour, type Stretch } from '../reports/hours.ts';
import type { ReportPeriod } from '../reports/period.ts';
import type { Span } from '../reports/source.ts';

/** How many of the same weekdays before make up what is usual. */
export const USUAL_WEEKS = 8;
const DAYS_PER_WEEK = 7;

/** An hour of a day, or a day of a longer time, with those that it is measured by. */
export interface Slice extends Stretch {
  /** The same hour, or day, of the same weekday in the weeks before, the nearest first. */
  readonly samples: readonly Span[];
  /** Its counterpart in the time that is compared with: by the clock for hours, by their order for days. */
  readonly before: Span | null;
}

/** The days that a day is measured by: the same weekday in the weeks before, the nearest first. */
export function sampleDays(day: string, timeZone: string): readonly Span[] {
  return Array.from({ length: USUAL_WEEKS }, (_, week) => {
    const found = zonedDayOf(addDays(day, -DAYS_PER_WEEK * (week + 1)), timeZone);
    return found === null ? [] : [{ fromAt: found.startsAt, toAt: found.endsAt }];
  }).flat();
}

/**
 * The hours of the days that a day is measured by, by what their clocks show. An hour that a clock showed
 * twice is two of them, one that it skipped is none.
 */
export function sampleHours(at: Instant, timeZone: string): readonly Span[] {
  const day = zonedDay(at, timeZone);
  const clock = zonedHours(day, timeZone).findLast(({ startsAt }) => startsAt <= at)?.hour;
  return sampleDays(day.day, timeZone).flatMap((sample) => hoursShowing(sample, clock, timeZone));
}

function hoursShowing(day: Span, clock: number | undefined, timeZone: string): readonly Span[] {
  return zonedHours(zonedDay(day.fromAt, timeZone), timeZone)
    .filter(({ hour }) => hour === clock)
    .map(({ startsAt, endsAt }) => ({ fromAt: startsAt, toAt: endsAt }));
}

/** The hours of a single day, else the days; with those still to come. */
export function slicesOf(
  period: ReportPeriod,
  compareWith: ReportPeriod | null,
  timeZone: string,
): readonly Slice[] {
  if (!isByHour(period)) {
    const befores = compareWith === null ? [] : daysOf(compareWith, timeZone);
    return daysOf(period, timeZone).map((day, index) => ({
      ...day,
      samples: sampleDays(day.label, timeZone),
      before: befores[index] ?? null,
    }));
  }
  const befores = compareWith === null ? [] : hoursOf(compareWith.fromAt, timeZone);
  return hoursOf(period.fromAt, timeZone).map((hour) => ({
    ...hour,
    samples: sampleHours(hour.fromAt, timeZone),
    before: befores.find(({ label }) => label === hour.label) ?? null,
  }));
}

/**
 * Up to when the time that is compared with counts: as far into it, by its own days and clock, as now is
 * into the period. Its end where the period is over, so that part of a day is never set against a whole one.
 */
export function comparedUntil(
  period: ReportPeriod,
  compareWith: ReportPeriod,
  nowAt: Instant,
  timeZone: string,
): Instant {
  if (nowAt >= period.toAt) return compareWith.toAt;
  if (nowAt < period.fromAt) return compareWith.fromAt;
  const today = zonedDay(nowAt, timeZone);
  const day = zonedDayOf(
    addDays(compareWith.firstDay, daysBetween(period.firstDay, today.day)),
    timeZone,
  );
  if (day === null || day.startsAt >= compareWith.toAt) return compareWith.toAt;
  const hours = zonedHours(today, timeZone);
  const running = hours.findLast(({ startsAt }) => startsAt <= nowAt);
  const its = zonedHours(day, timeZone).find(({ hour }) => hour >= (running?.hour ?? 0));
  if (running === undefined || its === undefined) return day.endsAt;
  // An hour that spring has skipped there ends where the next one begins.
  if (its.hour > running.hour) return its.startsAt;
  const share = (nowAt - running.startsAt) / (running.endsAt - running.startsAt);
  return its.startsAt + share * (its.endsAt - its.startsAt);
}
