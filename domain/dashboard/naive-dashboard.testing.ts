import type { ImportedReading } from '../history/read-rows.ts';
import { addDays } from '../kernel/calendar.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { periodBefore, periodLastYear, rangeOf } from '../reports/period.ts';
import { makeDashboard } from './make-dashboard.ts';
import { RawSource, type RawStay, rolledStays, twoZones } from './raw-stays.testing.ts';

/*
 * Expected figures are counted from the raw stays alone, by what Intl shows as date and hour: another
 * way than the one through buckets, spans and samples that is tested.
 */

export const WEEKS_BACK = 8;
const NO_ALARMS = { open: 0, unacknowledged: 0 };
export const HALF_HOUR_MS = HOUR_MS / 2;

export interface Asked {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly now: string;
  readonly compare?: 'previous' | 'last-year';
  readonly weeks?: number;
  readonly readings?: readonly ImportedReading[];
}

/** A dashboard over stays that are the same each time, and a naive count of them. */
export async function dashboardOf(asked: Asked) {
  const { zone, from, to, compare, weeks = 12, readings = [] } = asked;
  const lot = twoZones(zone);
  const nowAt = Date.parse(asked.now);
  const begunAt = nowAt - weeks * 7 * DAY_MS - 90 * MINUTE_MS;
  const stays = rolledStays(7, begunAt, nowAt);
  const source = new RawSource(lot, stays, nowAt, readings);
  const place = { timeZone: zone, locale: 'en-GB' };
  const period = rangeOf(from, to, zone);
  if (period === null) throw new Error('no such time');
  const compareWith =
    compare === undefined
      ? null
      : (compare === 'previous' ? periodBefore : periodLastYear)(period, place);
  const scope = { period, compareWith, nowAt, alarms: NO_ALARMS };
  const dashboard = await makeDashboard(source, scope);
  return { dashboard, naive: new Naive(source.stays, zone, nowAt) };
}

/** Counts over raw stays by the wall clock. */
export class Naive {
  readonly stays: readonly RawStay[];
  readonly nowAt: Instant;
  readonly begunAt: Instant;
  readonly #write: Intl.DateTimeFormat;
  readonly #clocks = new Map<Instant, string>();

  constructor(stays: readonly RawStay[], timeZone: string, nowAt: Instant) {
    this.stays = stays;
    this.nowAt = nowAt;
    this.begunAt = stays[0]?.enterAt ?? nowAt;
    this.#write = new Intl.DateTimeFormat('sv', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  }

  /** `2026-11-30 10`. */
  clockOf(at: Instant): string {
    const clock = this.#clocks.get(at) ?? this.#write.format(at).slice(0, 13);
    this.#clocks.set(at, clock);
    return clock;
  }

  dayOf(at: Instant): string {
    return this.clockOf(at).slice(0, 10);
  }

  entries(where: (clock: string) => boolean): number {
    return this.stays.filter(({ enterAt }) => where(this.clockOf(enterAt))).length;
  }

  left(where: (clock: string) => boolean): readonly RawStay[] {
    return this.stays.filter(({ exitAt }) => exitAt <= this.nowAt && where(this.clockOf(exitAt)));
  }

  takings(where: (clock: string) => boolean): number {
    return this.left(where).reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  }

  /** Half hours that the clock showed as an hour of a day: two, four in autumn, none in spring. */
  halfHours(clock: string): readonly Instant[] {
    const noon = Date.parse(`${clock.slice(0, 10)}T12:00Z`);
    const all: Instant[] = [];
    for (let at = noon - 30 * HOUR_MS; at < noon + 30 * HOUR_MS; at += HALF_HOUR_MS)
      if (this.clockOf(at) === clock) all.push(at);
    return all;
  }

  /** The average over the same hours of the weeks before that were known whole; null without any. */
  usualHour(day: string, hour: string, sum: (clock: string) => number): number | null {
    let whole = 0;
    let hours = 0;
    for (let week = 1; week <= WEEKS_BACK; week += 1) {
      const clock = `${addDays(day, -7 * week)} ${hour}`;
      const halves = this.halfHours(clock);
      if (halves.some((at) => at < this.begunAt)) continue;
      hours += halves.length / 2;
      whole += sum(clock);
    }
    return hours === 0 ? null : whole / hours;
  }

  usualDay(day: string, sum: (isIn: (clock: string) => boolean) => number): number | null {
    let whole = 0;
    let days = 0;
    for (let week = 1; week <= WEEKS_BACK; week += 1) {
      const sample = addDays(day, -7 * week);
      if (this.dayOf(this.begunAt) >= sample) continue;
      days += 1;
      whole += sum((clock) => clock.startsWith(sample));
    }
    return days === 0 ? null : whole / days;
  }

  /** Share of ten slots that was taken over some half hours. */
  fullShare(halves: readonly Instant[]): number {
    let ms = 0;
    for (const at of halves)
      for (const { enterAt, exitAt } of this.stays)
        ms += Math.max(0, Math.min(exitAt, at + HALF_HOUR_MS) - Math.max(enterAt, at));
    return ms / (halves.length * HALF_HOUR_MS) / 10;
  }
}
