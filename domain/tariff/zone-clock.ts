import { DAY_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { type ZonedDay, zonedDay, zonedMinute } from '../kernel/zoned.ts';
import { DAY_KINDS, type DayKind, WEEKDAYS } from './tariff-parts.ts';

/** A calendar day, ready for many questions. */
export interface ClockDay extends ZonedDay {
  /** 0 is Monday. */
  readonly weekday: number;
  /** 24 hours long, without a change of the clock. */
  readonly even: boolean;
}

interface Linked extends ClockDay {
  before: Linked | null;
  after: Linked | null;
}

const CLOCKS_MAX = 64;
const DAYS_MAX = 4_000;

/** The days of one time zone. Remembers pure answers, so that a quote costs no calendar arithmetic. */
export class ZoneClock {
  readonly timeZone: string;
  readonly #days = new Map<Instant, Linked>();
  #last: Linked | null = null;

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  dayAt(at: Instant): ClockDay {
    const last = this.#last;
    if (last !== null && at >= last.startsAt) {
      if (at < last.endsAt) return last;
      if (last.after !== null && at < last.after.endsAt) {
        this.#last = last.after;
        return last.after;
      }
    }
    const day = this.#linked(zonedDay(at, this.timeZone));
    this.#last = day;
    return day;
  }

  dayAfter(day: ClockDay): ClockDay {
    const linked = day as Linked;
    linked.after ??= this.#linked(zonedDay(day.endsAt, this.timeZone));
    return linked.after;
  }

  dayBefore(day: ClockDay): ClockDay {
    const linked = day as Linked;
    linked.before ??= this.#linked(zonedDay(day.startsAt - 1, this.timeZone));
    return linked.before;
  }

  /** When the clock shows a minute of the day; from 1,440 on, one of the next day. */
  at(day: ClockDay, minute: number): Instant {
    if (minute >= 1_440) {
      return minute === 1_440 ? day.endsAt : this.at(this.dayAfter(day), minute - 1_440);
    }
    return day.even ? day.startsAt + minute * MINUTE_MS : zonedMinute(day, minute, this.timeZone);
  }

  #linked(day: ZonedDay): Linked {
    const known = this.#days.get(day.startsAt);
    if (known !== undefined) return known;
    if (this.#days.size >= DAYS_MAX) {
      this.#days.clear();
      this.#last = null;
    }
    const weekday = (Math.floor(Date.parse(`${day.day}T00:00Z`) / DAY_MS) + 3) % 7;
    const made: Linked = {
      day: day.day,
      startsAt: day.startsAt,
      endsAt: day.endsAt,
      weekday: (weekday + 7) % 7,
      even: day.endsAt - day.startsAt === DAY_MS,
      before: null,
      after: null,
    };
    this.#days.set(day.startsAt, made);
    return made;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a time zone. Throws a RangeError for a zone that Intl does not know. */
export function clockOf(timeZone: string): ZoneClock {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  if (clocks.size >= CLOCKS_MAX) clocks.clear();
  const clock = new ZoneClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

const HOLIDAY_BIT = 1 << WEEKDAYS.length;
const ALL_DAYS = HOLIDAY_BIT * 2 - 1;

/** Kinds of days as bits; all of them where none are named. */
export function daysMask(days: readonly DayKind[] | undefined): number {
  if (days === undefined) return ALL_DAYS;
  return days.reduce((mask, kind) => mask | (1 << DAY_KINDS.indexOf(kind)), 0);
}

/** Whether one of the lists names holidays: then a holiday is no weekday for any of them. */
export function namesHolidays(lists: readonly (readonly DayKind[] | undefined)[]): boolean {
  return lists.some((days) => days?.includes('holiday') === true);
}

export type Holidays = ReadonlySet<string>;

/** The bit of a day's kind. */
export function dayBit(day: ClockDay, holidays: Holidays, mindsHolidays: boolean): number {
  if (mindsHolidays && holidays.has(day.day)) return HOLIDAY_BIT;
  return 1 << day.weekday;
}

/** Minutes since midnight of a clock time. */
export function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
