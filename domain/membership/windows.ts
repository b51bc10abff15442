import type { Instant } from '../kernel/instant.ts';
import { type ZonedDay, zonedDay, zonedMinute } from '../kernel/zoned.ts';
import { WEEKDAYS } from '../tariff/tariff-parts.ts';
import type { RightsWindow } from './plan.ts';
import { type Span, unionOf, within } from './spans.ts';

/** Weekly windows are cut for stays up to so many days; what is longer is charged. */
export const WINDOW_DAYS_MAX = 1_000;

const DAY_MINUTES = 1_440;

/**
 * The times within a span that weekly windows cover, cut at the edges that the wall clock of the zone
 * shows. A window that spring skips is not there; an hour that autumn repeats counts twice.
 */
export function windowSpans(
  windows: readonly RightsWindow[],
  span: Span,
  timeZone: string,
): readonly Span[] {
  const found: Span[] = [];
  // The window of the evening before may reach into the first morning.
  let day = zonedDay(zonedDay(span.fromAt, timeZone).startsAt - 1, timeZone);
  for (let days = 0; days <= WINDOW_DAYS_MAX && day.startsAt < span.toAt; days += 1) {
    const next = zonedDay(day.endsAt, timeZone);
    for (const window of windows) found.push(...spanOf(window, day, next, timeZone));
    day = next;
  }
  return within(unionOf(found), span);
}

/** Whether an instant lies in one of the windows. */
export function inWindows(
  windows: readonly RightsWindow[],
  at: Instant,
  timeZone: string,
): boolean {
  return windowSpans(windows, { fromAt: at, toAt: at + 1 }, timeZone).length > 0;
}

function spanOf(
  { days, from, to }: RightsWindow,
  day: ZonedDay,
  next: ZonedDay,
  timeZone: string,
): readonly Span[] {
  if (!days.includes(weekdayOf(day))) return [];
  const [start, end] = [minuteOf(from), minuteOf(to)];
  const fromAt = zonedMinute(day, start, timeZone);
  const toAt =
    end > start ? zonedMinute(day, end, timeZone) : zonedMinute(next, end % DAY_MINUTES, timeZone);
  return toAt > fromAt ? [{ fromAt, toAt }] : [];
}

function weekdayOf({ day }: ZonedDay): (typeof WEEKDAYS)[number] {
  // A date alone is read as UTC, where Sunday is 0.
  const weekday = (new Date(day).getUTCDay() + 6) % WEEKDAYS.length;
  return WEEKDAYS[weekday] ?? 'mon';
}

/** `HH:MM` in minutes of the day. */
function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
