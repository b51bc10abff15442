import { must } from '../kernel/assert.ts';
import { addDays } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/instant.ts';
import { zonedDay, zonedDayOf } from '../kernel/zoned.ts';
import type { AdviceScope } from './advice.ts';

const WEEK_DAYS = 7;

/** The last whole weeks up to yesterday, by the lot's clock: today is not over and would look quiet. */
export function adviceScope(nowAt: Instant, weeks: number, timeZone: string): AdviceScope {
  const today = zonedDay(nowAt, timeZone);
  const first = zonedDayOf(addDays(today.day, -WEEK_DAYS * weeks), timeZone);
  const { startsAt: fromAt } = must(first, 'a day so many days before another is in the calendar');
  return { span: { fromAt, toAt: today.startsAt }, weeks, nowAt };
}
