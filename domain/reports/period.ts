import { addDays, type Day, firstWeekday, isoWeekOf, weekdayOf } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { firstOfMonth, zonedDayOf } from '../kernel/zoned.ts';
import type { ReportPeriodKind } from './reports.ts';

/** Days that are reported on, by the lot's clock. */
export interface ReportPeriod {
  readonly kind: ReportPeriodKind | 'range';
  /** First and last day, both within. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** `2026-11-23`, `2026-W48`, `2026-11-22 to 2026-11-28`, `2026-11`: sorts by time. */
  readonly name: string;
  /** First instant, and the first one after the last day: 23 or 25 hours are a day too. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

interface Place {
  readonly timeZone: string;
  readonly locale: string;
}

/** The day, week or month that a day falls into; null when the text is no date. */
export function periodOf(kind: ReportPeriodKind, day: Day, place: Place): ReportPeriod | null {
  if (zonedDayOf(day, place.timeZone) === null) return null;
  if (kind === 'day') return span(kind, day, day, day, place.timeZone);
  if (kind === 'month') {
    const firstDay = firstOfMonth(day, 0);
    const lastDay = addDays(firstOfMonth(day, 1), -1);
    return span(kind, firstDay, lastDay, day.slice(0, 7), place.timeZone);
  }
  const first = firstWeekday(place.locale);
  const firstDay = addDays(day, -((weekdayOf(day) - first + 7) % 7));
  const lastDay = addDays(firstDay, 6);
  const { year, week } = isoWeekOf(firstDay);
  const name =
    first === 1 ? `${year}-W${String(week).padStart(2, '0')}` : `${firstDay} to ${lastDay}`;
  return span(kind, firstDay, lastDay, name, place.timeZone);
}

/** Any run of days; null when a text is no date or the last day is before the first. */
export function rangeOf(firstDay: Day, lastDay: Day, timeZone: string): ReportPeriod | null {
  const known = zonedDayOf(firstDay, timeZone) !== null && zonedDayOf(lastDay, timeZone) !== null;
  if (!known || lastDay < firstDay) return null;
  const name = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  return span('range', firstDay, lastDay, name, timeZone);
}

/** The period before it, of the same kind, or a run of as many days. */
export function periodBefore(period: ReportPeriod, place: Place): ReportPeriod | null {
  const { kind, firstDay, lastDay } = period;
  const dayBefore = addDays(firstDay, -1);
  if (kind !== 'range') return periodOf(kind, dayBefore, place);
  const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000;
  return rangeOf(addDays(dayBefore, -days), dayBefore, place.timeZone);
}

/** The same weekdays a year before: 52 weeks, so that weekends meet weekends. */
export function periodLastYear(period: ReportPeriod, place: Place): ReportPeriod | null {
  const { kind, firstDay, lastDay } = period;
  const back = -52 * 7;
  if (kind === 'month') {
    const day = `${Number(firstDay.slice(0, 4)) - 1}${firstDay.slice(4)}`;
    return periodOf('month', day, place);
  }
  if (kind === 'range')
    return rangeOf(addDays(firstDay, back), addDays(lastDay, back), place.timeZone);
  return periodOf(kind, addDays(firstDay, back), place);
}

function span(
  kind: ReportPeriod['kind'],
  firstDay: Day,
  lastDay: Day,
  name: string,
  timeZone: string,
): ReportPeriod | null {
  const first = zonedDayOf(firstDay, timeZone);
  const last = zonedDayOf(lastDay, timeZone);
  if (first === null || last === null) return null;
  return { kind, firstDay, lastDay, name, fromAt: first.startsAt, toAt: last.endsAt };
}
