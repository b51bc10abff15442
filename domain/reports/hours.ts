import { weekdayOf } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { zonedDay, zonedHours } from '../kernel/zoned.ts';
import type { ReportPeriod } from './period.ts';
import type { Span } from './source.ts';
import { reportWords } from './words.ts';

/** A stretch of a period with its own row: an hour of a day, or a day of a week or month. */
export interface Stretch extends Span {
  /** `08:00`, `01:00 (2nd)` where the clock was set back, or `2026-11-22`. */
  readonly label: string;
}

/** The hours of a single day, else the days; those that have not begun are left out. */
export function stretchesOf(
  period: ReportPeriod,
  timeZone: string,
  nowAt: Instant,
): readonly Stretch[] {
  const stretches =
    period.firstDay === period.lastDay
      ? hoursOf(period.fromAt, timeZone)
      : daysOf(period, timeZone);
  return stretches.filter(({ fromAt }) => fromAt <= nowAt);
}

/** The hours of a day by its clock. An hour that comes twice is told apart. */
export function hoursOf(dayAt: Instant, timeZone: string): readonly Stretch[] {
  const seen = new Set<string>();
  return zonedHours(zonedDay(dayAt, timeZone), timeZone).map(({ hour, startsAt, endsAt }) => {
    const text = `${String(hour).padStart(2, '0')}:00`;
    const label = seen.has(text) ? reportWords.again(text) : text;
    seen.add(text);
    return { label, fromAt: startsAt, toAt: endsAt };
  });
}

/** The days of a time, each with its own length. */
export function daysOf({ fromAt, toAt }: Span, timeZone: string): readonly Stretch[] {
  const days: Stretch[] = [];
  for (let at = fromAt; at < toAt; ) {
    const { day, startsAt, endsAt } = zonedDay(at, timeZone);
    days.push({ label: day, fromAt: startsAt, toAt: endsAt });
    at = endsAt;
  }
  return days;
}

/** Whether a table of stretches is one of hours. */
export function isByHour(period: ReportPeriod): boolean {
  return period.firstDay === period.lastDay;
}

/** Tells the weekday (1 Monday to 7) and the hour of the clock at instants; quick where they come in order. */
export function weekClock(
  timeZone: string,
): (at: Instant) => { readonly weekday: number; readonly hour: number } {
  let day = zonedDay(0, timeZone);
  let hours = zonedHours(day, timeZone);
  return (at) => {
    if (at < day.startsAt || at >= day.endsAt) {
      day = zonedDay(at, timeZone);
      hours = zonedHours(day, timeZone);
    }
    const hour = hours.findLast(({ startsAt }) => startsAt <= at)?.hour ?? 0;
    return { weekday: weekdayOf(day.day), hour };
  };
}
