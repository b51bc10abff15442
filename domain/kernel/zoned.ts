import { Temporal } from 'temporal-polyfill';
import { assert } from './assert.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from './instant.ts';

/*
 * The one file of the domain that imports something else than zod. Wall-clock days need the time
 * zone database, which only Intl has; Temporal is the standard way to ask it, and the polyfill is
 * pure: it reads no clock unless `Temporal.Now` is used, which is not done here.
 */

/** A calendar day of a time zone with its bounds. 23, 24 or 25 hours long, or 23.5 and 24.5. */
export interface ZonedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The day's first instant. */
  readonly startsAt: Instant;
  /** The next day's first instant. */
  readonly endsAt: Instant;
}

/** A wall-clock hour of a time zone. The hour that comes twice in autumn is two of these. */
export interface ZonedHour {
  /** 0 to 23, as the wall clock shows at its start. */
  readonly hour: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

const CACHED_ZONES_MAX = 64;
const CACHED_DAYS_PER_ZONE_MAX = 2_000;

interface ZoneCache {
  last: ZonedDay;
  count: number;
  /** UTC day number → the zone's days that overlap it: never more than three. */
  readonly byUtcDay: Map<number, ZonedDay[]>;
}

/** Remembers pure answers; no caller can tell whether it was asked before. */
const cache = new Map<string, ZoneCache>();

/**
 * The calendar day that an instant falls on in a time zone. Throws a RangeError for a time zone that
 * Intl does not know; a lot file is checked for that.
 */
export function zonedDay(at: Instant, timeZone: string): ZonedDay {
  const zone = cache.get(timeZone);
  if (zone === undefined) return firstOfZone(at, timeZone);
  if (holds(zone.last, at)) return zone.last;
  const utcDay = Math.floor(at / DAY_MS);
  const near = zone.byUtcDay.get(utcDay);
  if (near !== undefined)
    for (const day of near) {
      if (holds(day, at)) {
        zone.last = day;
        return day;
      }
    }
  const day = computeDay(at, timeZone);
  remember(zone, utcDay, day);
  return day;
}

/** The bounds of a day given as `YYYY-MM-DD`, or null when the text is no date. */
export function zonedDayOf(day: string, timeZone: string): ZonedDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  let date: Temporal.PlainDate;
  try {
    date = Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch (error) {
    // The 31st of April has the right form and is still no date.
    if (error instanceof RangeError) return null;
    throw error;
  }
  const startsAt = startOf(date, timeZone);
  const endsAt = startOf(date.add({ days: 1 }), timeZone);
  return { day, startsAt, endsAt };
}

/** The wall-clock hour that an instant falls in. */
export function zonedHour(at: Instant, timeZone: string): ZonedHour {
  for (const hour of zonedHours(zonedDay(at, timeZone), timeZone))
    if (at < hour.endsAt) return hour;
  throw new RangeError(`no hour of ${timeZone} holds ${at}`);
}

/**
 * The wall-clock hours of a day in order, without gaps: 24 of them, 23 or 25 on the days that the
 * clock changes. Where it changes by half an hour (Lord Howe), one hour is longer or shorter.
 */
export function zonedHours(day: ZonedDay, timeZone: string): readonly ZonedHour[] {
  // Asking the time zone is slow, and on nearly every day it has nothing to say.
  if (day.endsAt - day.startsAt === DAY_MS) return evenHours(day.startsAt);
  const hours: ZonedHour[] = [];
  let startsAt = day.startsAt;
  while (startsAt < day.endsAt) {
    const endsAt = Math.min(nextFullHour(startsAt, timeZone), day.endsAt);
    const hour = zonedAt(startsAt, timeZone).hour;
    hours.push({ hour, startsAt, endsAt });
    startsAt = endsAt;
  }
  return hours;
}

function evenHours(dayAt: Instant): readonly ZonedHour[] {
  return Array.from({ length: DAY_MS / HOUR_MS }, (_, hour) => {
    const startsAt = dayAt + hour * HOUR_MS;
    return { hour, startsAt, endsAt: startsAt + HOUR_MS };
  });
}

/** An instant as the wall clock of a time zone shows it, ISO 8601 with the offset, to the second. */
export function zonedIso(at: Instant, timeZone: string): string {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  let even = evenQuarters.get(key);
  if (even === undefined) {
    even = evenQuarter(quarter, timeZone);
    if (evenQuarters.size >= CACHED_QUARTERS_MAX) evenQuarters.clear();
    evenQuarters.set(key, even);
  }
  if (even === null) return isoOf(at, timeZone);
  const wallAt = even.wallAt + (at - quarter * QUARTER_MS);
  return new Date(wallAt).toISOString().slice(0, ISO_SECOND_CHARS) + even.offset;
}

const QUARTER_MS = 15 * MINUTE_MS;
const ISO_SECOND_CHARS = 'YYYY-MM-DDTHH:mm:ss'.length;
const CACHED_QUARTERS_MAX = 5_000;

interface EvenQuarter {
  /** Its beginning as the clock shows it, as if that were UTC. */
  readonly wallAt: number;
  readonly offset: string;
}

/** Remembers pure answers: a long list is written with few questions to the time zone. */
const evenQuarters = new Map<string, EvenQuarter | null>();

/** A quarter of an hour with one offset; null where the clock changes within, or by seconds. */
function evenQuarter(quarter: number, timeZone: string): EvenQuarter | null {
  const [startAt, endAt] = [quarter * QUARTER_MS, (quarter + 1) * QUARTER_MS];
  const first = isoOf(startAt, timeZone);
  const offset = first.slice(ISO_SECOND_CHARS);
  if (isoOf(endAt - 1, timeZone).slice(ISO_SECOND_CHARS) !== offset) return null;
  // An offset with seconds is written without them.
  if (Date.parse(first) !== startAt) return null;
  return { wallAt: Date.parse(`${first.slice(0, ISO_SECOND_CHARS)}Z`), offset };
}

function isoOf(at: Instant, timeZone: string): string {
  return zonedAt(at, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/**
 * The first instant of a day at which its clock shows a minute of the day (0 to 1,440) or a later one.
 * A time that spring skips is the moment of the change; one that comes twice in autumn is the first.
 * So later minutes are never earlier instants, and windows that meet on the clock meet in time.
 */
export function zonedMinute(day: ZonedDay, minute: number, timeZone: string): Instant {
  const wantedMs = minute * MINUTE_MS;
  if (day.endsAt - day.startsAt === DAY_MS) return day.startsAt + wantedMs;
  for (const { startsAt, endsAt, wallMs } of evenStretches(day, timeZone)) {
    if (wantedMs <= wallMs) return startsAt;
    if (wantedMs < wallMs + (endsAt - startsAt)) return startsAt + (wantedMs - wallMs);
  }
  return day.endsAt;
}

/**
 * The instant of a local date and time (`2026-03-29T02:30`, seconds may follow), or null when the text
 * is none. Resolved like Temporal's 'compatible': a time that spring skips is as much later as the
 * clock jumps, a time that comes twice in autumn is the first.
 */
export function localInstant(text: string, timeZone: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(text)) return null;
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch (error) {
    // The 31st of April has the right form and is still no date.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A date so many months on, its first of the month: `2026-12` and 1 give `2027-01-01`. */
export function firstOfMonth(day: string, monthsOn: number): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months: monthsOn }).toString();
}

/** A part of a day without a change of the clock, and what the clock shows at its start. */
interface Stretch {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Since the day's midnight on the clock; negative where the clock was set back over it. */
  readonly wallMs: number;
}

const CACHED_STRETCHES_MAX = 500;
const stretches = new Map<string, readonly Stretch[]>();

function evenStretches(day: ZonedDay, timeZone: string): readonly Stretch[] {
  const key = `${timeZone} ${day.startsAt}`;
  const known = stretches.get(key);
  if (known !== undefined) return known;
  if (stretches.size >= CACHED_STRETCHES_MAX) stretches.clear();
  const midnight = Date.parse(`${day.day}T00:00Z`);
  const found: Stretch[] = [];
  let startsAt = day.startsAt;
  while (startsAt < day.endsAt) {
    const start = zonedAt(startsAt, timeZone);
    const change = start.getTimeZoneTransition('next')?.epochMilliseconds ?? day.endsAt;
    const endsAt = Math.min(change, day.endsAt);
    found.push({ startsAt, endsAt, wallMs: startsAt + start.offsetNanoseconds / 1e6 - midnight });
    startsAt = endsAt;
  }
  stretches.set(key, found);
  return found;
}

function holds(day: ZonedDay, at: Instant): boolean {
  return at >= day.startsAt && at < day.endsAt;
}

function firstOfZone(at: Instant, timeZone: string): ZonedDay {
  const day = computeDay(at, timeZone);
  if (cache.size >= CACHED_ZONES_MAX) cache.clear();
  const zone: ZoneCache = { last: day, count: 0, byUtcDay: new Map() };
  cache.set(timeZone, zone);
  remember(zone, Math.floor(at / DAY_MS), day);
  return day;
}

function remember(zone: ZoneCache, utcDay: number, day: ZonedDay): void {
  if (zone.count >= CACHED_DAYS_PER_ZONE_MAX) {
    zone.byUtcDay.clear();
    zone.count = 0;
  }
  const near = zone.byUtcDay.get(utcDay);
  if (near === undefined) zone.byUtcDay.set(utcDay, [day]);
  else near.push(day);
  zone.count += 1;
  zone.last = day;
}

function computeDay(at: Instant, timeZone: string): ZonedDay {
  let date = zonedAt(at, timeZone).toPlainDate();
  let startsAt = startOf(date, timeZone);
  let endsAt = startOf(date.add({ days: 1 }), timeZone);
  // Where a clock goes back over midnight, the new day begins at the first midnight and the repeated
  // evening belongs to it: days then never overlap.
  while (at >= endsAt) {
    date = date.add({ days: 1 });
    startsAt = endsAt;
    endsAt = startOf(date.add({ days: 1 }), timeZone);
  }
  assert(at >= startsAt, 'a day does not begin after an instant within it');
  return { day: date.toString(), startsAt, endsAt };
}

function startOf(date: Temporal.PlainDate, timeZone: string): Instant {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}

function zonedAt(at: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function nextFullHour(at: Instant, timeZone: string): Instant {
  let next = at;
  do {
    next += HOUR_MS - intoHourMs(next, timeZone);
  } while (intoHourMs(next, timeZone) !== 0);
  return next;
}

/** Milliseconds since the wall clock last showed a full hour. */
function intoHourMs(at: Instant, timeZone: string): number {
  const { minute, second, millisecond } = zonedAt(at, timeZone);
  return (minute * 60 + second) * 1_000 + millisecond;
}
