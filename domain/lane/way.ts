import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import { MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedHour } from '../kernel/zoned.ts';

/** Which way a lane leads at a time. A reversible lane leads one way at once, never both. */
export const WAYS = ['entry', 'exit'] as const;
export type Way = (typeof WAYS)[number];

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 06:30');

/** When a reversible lane leads which way, by the lot's clock; the first that fits holds. */
export const laneScheduleSchema = z
  .array(
    z.strictObject({
      days: z.array(z.enum(WEEKDAYS)).min(1),
      from: timeOfDay,
      /** Not included; before `from` it is that time of the next day. */
      to: timeOfDay,
      direction: z.enum(WAYS),
    }),
  )
  .max(50);
export type LaneSchedule = z.infer<typeof laneScheduleSchema>;

/** Outside of its schedule, and without one, a reversible lane lets vehicles in. */
export const USUAL_WAY: Way = 'entry';

/** Which way a schedule wants a lane to lead at an instant. */
export function scheduledWay(schedule: LaneSchedule, at: Instant, timeZone: string): Way {
  if (schedule.length === 0) return USUAL_WAY;
  const today = zonedDay(at, timeZone);
  const minute = minuteOfDay(at, timeZone);
  const weekday = new Date(`${today.day}T00:00:00Z`).getUTCDay();
  for (const { days, from, to, direction } of schedule) {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    const on = (day: number) => days.includes(WEEKDAYS[(day + 7) % 7] ?? 'sun');
    if (start < end && on(weekday) && minute >= start && minute < end) return direction;
    if (start >= end && on(weekday) && minute >= start) return direction;
    if (start >= end && on(weekday - 1) && minute < end) return direction;
  }
  return USUAL_WAY;
}

/** By the wall clock, so that a window keeps its times on the days that have 23 or 25 hours. */
function minuteOfDay(at: Instant, timeZone: string): number {
  const { hour, startsAt } = zonedHour(at, timeZone);
  return hour * 60 + Math.floor((at - startsAt) / MINUTE_MS);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
