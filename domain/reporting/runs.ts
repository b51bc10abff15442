import { addDays, type Day, firstWeekday, weekdayOf } from '../kernel/calendar.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { zonedDay, zonedDayOf, zonedMinute } from '../kernel/zoned.ts';
import { periodOf, type ReportPeriod } from '../reports/period.ts';
import type { ReportPeriodKind } from '../reports/reports.ts';
import type { FailingRun, SavedReport } from './saved-report.ts';

interface Place {
  readonly timeZone: string;
  readonly locale: string;
}

/** One sending of a scheduled report. */
export interface ReportRun {
  readonly dueAt: Instant;
  /** The day, week or month that had just ended. */
  readonly period: ReportPeriod;
}

/** Runs that are caught up after the station was off; older ones are left out. */
export const MISSED_RUNS_MAX = 31;

/** How long after each failure the next attempt comes. After the last one the run is given up. */
const RETRY_AFTER_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
] as const;
export const ATTEMPTS_MAX = RETRY_AFTER_MS.length + 1;

/** When a failed run is tried again. */
export function nextTryAt({ attempts, lastAt }: FailingRun): Instant {
  return lastAt + (RETRY_AFTER_MS[attempts - 1] ?? 0);
}

/**
 * The runs of a saved report that were due after it was last settled and are not in the future, oldest
 * first, the latest `MISSED_RUNS_MAX` of them.
 */
export function dueRuns(saved: SavedReport, now: Instant, place: Place): readonly ReportRun[] {
  const { schedule, period } = saved.terms;
  if (schedule === null || schedule.paused) return [];
  const runs: ReportRun[] = [];
  // Backwards from now, so that a station that was off for years looks at no more than it sends.
  for (
    let day = lastRunDay(zonedDay(now, place.timeZone).day, period, place);
    runs.length < MISSED_RUNS_MAX;
    day = lastRunDay(addDays(day, -1), period, place)
  ) {
    const run = runOn(day, period, schedule.time, place);
    if (run === null || run.dueAt <= saved.settledAt) break;
    if (run.dueAt <= now) runs.unshift(run);
  }
  return runs;
}

/** The next run that is still to come, or null for a report that is not sent by itself. */
export function nextRun(saved: SavedReport, now: Instant, place: Place): ReportRun | null {
  const { schedule, period } = saved.terms;
  if (schedule === null || schedule.paused) return null;
  const today = zonedDay(now, place.timeZone).day;
  // A month and a day ahead there is a run of every kind.
  for (let ahead = 0; ahead <= 32; ahead += 1) {
    const day = addDays(today, ahead);
    if (!isRunDay(day, period, place)) continue;
    const run = runOn(day, period, schedule.time, place);
    if (run !== null && run.dueAt > now) return run;
  }
  return null;
}

/** The run of a day, at a time of its clock; a time that spring skips is the moment of the change. */
function runOn(day: Day, kind: ReportPeriodKind, time: string, place: Place): ReportRun | null {
  const zoned = zonedDayOf(day, place.timeZone);
  const period = periodOf(kind, addDays(day, -1), place);
  if (zoned === null || period === null) return null;
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { dueAt: zonedMinute(zoned, minute, place.timeZone), period };
}

function isRunDay(day: Day, kind: ReportPeriodKind, { locale }: Place): boolean {
  if (kind === 'day') return true;
  return kind === 'week' ? weekdayOf(day) === firstWeekday(locale) : day.endsWith('-01');
}

/** The latest day up to this one on which such a report is sent. */
function lastRunDay(day: Day, kind: ReportPeriodKind, { locale }: Place): Day {
  if (kind === 'day') return day;
  if (kind === 'month') return `${day.slice(0, 8)}01`;
  return addDays(day, -((weekdayOf(day) - firstWeekday(locale) + 7) % 7));
}
