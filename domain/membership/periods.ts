import { must } from '../kernel/assert.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { zonedDay, zonedDayOf } from '../kernel/zoned.ts';
import type { Membership } from './membership.ts';
import { paidUntil } from './membership.ts';
import { MONTHS_OF_PERIOD, type Plan } from './plan.ts';
import type { Span } from './spans.ts';

/** What a plan of no periods is paid until: beyond every date that a calendar shows. */
const NEVER: Instant = Date.UTC(9999, 0, 1);

/** Whether an end is one of a plan without periods. */
export function isOpenEnd(untilAt: Instant): boolean {
  return untilAt >= NEVER;
}

/** The calendar month of an instant, `YYYY-MM`. */
export function monthOf(at: Instant, timeZone: string): string {
  return zonedDay(at, timeZone).day.slice(0, 7);
}

/** The day of the month of an instant, 1 to 31. */
export function dayOfMonth(at: Instant, timeZone: string): number {
  return Number(zonedDay(at, timeZone).day.slice(8));
}

/**
 * The next period: right behind what is paid while that or its grace lasts, else from now on or from
 * the day it starts. It ends before the same day of a later month, or that month's last where it has
 * no such day.
 */
export function nextPeriod(
  membership: Membership,
  plan: Plan,
  at: Instant,
  timeZone: string,
): Span {
  const { period, graceDays } = plan.terms;
  const paid = paidUntil(membership);
  const goesOn = paid !== null && at < paid + graceDays * DAY_MS;
  const fromAt = goesOn ? paid : startOfDay(Math.max(at, membership.startAt), timeZone);
  if (period === 'open') return { fromAt, toAt: NEVER };
  const anchorDay = goesOn ? membership.anchorDay : dayOfMonth(fromAt, timeZone);
  return { fromAt, toAt: monthsLater(fromAt, MONTHS_OF_PERIOD[period], anchorDay, timeZone) };
}

/** Until when the rights last beyond what is paid. */
export function graceUntil(membership: Membership, plan: Plan): Instant | null {
  const paid = paidUntil(membership);
  return paid === null ? null : paid + plan.terms.graceDays * DAY_MS;
}

/** Cuts a span at the edges of the lot's calendar months. */
export function byMonth(
  span: Span,
  timeZone: string,
): readonly (Span & { readonly month: string })[] {
  const parts: (Span & { month: string })[] = [];
  let { fromAt } = span;
  while (fromAt < span.toAt) {
    const month = monthOf(fromAt, timeZone);
    const toAt = Math.min(span.toAt, monthsLater(fromAt, 1, 1, timeZone));
    parts.push({ month, fromAt, toAt });
    fromAt = toAt;
  }
  return parts;
}

function startOfDay(at: Instant, timeZone: string): Instant {
  return zonedDay(at, timeZone).startsAt;
}

/** The start of a day of the month, so many months behind the one of an instant. */
function monthsLater(at: Instant, months: number, anchorDay: number, timeZone: string): Instant {
  const { day } = zonedDay(at, timeZone);
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  // The day before the first of the month that follows.
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const date = `${year}-${two(month)}-${two(Math.min(anchorDay, lastDay))}`;
  return must(zonedDayOf(date, timeZone), `${date} is in the calendar`).startsAt;
}

const two = (number: number) => String(number).padStart(2, '0');
