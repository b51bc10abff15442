import { weekdayOf } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { zonedDay, zonedHours, zonedIso } from '../kernel/zoned.ts';
import { daysOf } from '../reports/hours.ts';
import type { Span } from '../reports/source.ts';

const SATURDAY = 6;

/** A day of the lot's calendar. */
export interface LotDay extends Span {
  /** `2026-11-22`. */
  readonly day: string;
  readonly kind: 'weekdays' | 'weekend';
}

/** The days of a time. */
export function lotDays(span: Span, timeZone: string): readonly LotDay[] {
  return daysOf(span, timeZone).map(({ label, fromAt, toAt }) => ({
    day: label,
    kind: weekdayOf(label) >= SATURDAY ? 'weekend' : 'weekdays',
    fromAt,
    toAt,
  }));
}

/** Minutes since midnight by the lot's clock, 0 to 1,439. */
export function clockMinutes(at: Instant, timeZone: string): number {
  const text = zonedIso(at, timeZone);
  return Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16));
}

/** `09:40` for 580; the end of a day is `24:00`. */
export function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** `09:00` for 9. */
export function hourText(hour: number): string {
  return clockText(hour * 60);
}

/** The hour of the clock, 0 to 23, of starts of hours. Asks each day's hours once: that is slow. */
export function hourReader(timeZone: string): (at: Instant) => number {
  const hours = new Map<Instant, number>();
  return (at) => {
    const known = hours.get(at);
    if (known !== undefined) return known;
    for (const { hour, startsAt } of zonedHours(zonedDay(at, timeZone), timeZone))
      hours.set(startsAt, hour);
    return hours.get(at) ?? Math.floor(clockMinutes(at, timeZone) / 60);
  };
}
