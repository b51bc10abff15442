import { type Day, daysBetween, weekdayOf } from '../kernel/calendar.ts';
import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { type ZonedHour, zonedDay, zonedHours } from '../kernel/zoned.ts';

/** Half hours: what a forecast is learnt in. */
export const STEP_MS = HOUR_MS / 2;
export const SLOTS_PER_DAY = 48;
export const DAYS_PER_WEEK = 7;
const SUNDAY = 6;

const EPOCH_DAY: Day = '1970-01-01';
const KEPT_DAYS_MAX = 4_000;

/** Where an instant stands on the lot's clock. */
export interface Place {
  /** Days since 1970-01-01 by the lot's calendar. */
  readonly day: number;
  /** 0 Monday to 6 Sunday; a public holiday is a Sunday. */
  readonly weekday: number;
  /** Half hour of the wall clock, 0 to 47. The hour that comes twice in autumn has the same two. */
  readonly slot: number;
}

interface KnownDay {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Null for a day of 24 hours: there they follow one another. */
  readonly hours: readonly ZonedHour[] | null;
  readonly day: number;
  readonly weekday: number;
}

/** Half hours of a time zone's clock. Remembers days: a forecast asks for the same ones many times. */
export class SlotClock {
  readonly #timeZone: string;
  readonly #holidays: ReadonlySet<Day>;
  readonly #days = new Map<Instant, KnownDay>();
  #last: KnownDay;

  /** Throws a RangeError for a time zone that Intl does not know; a lot file is checked for that. */
  constructor(timeZone: string, holidays: readonly Day[] = []) {
    this.#timeZone = timeZone;
    this.#holidays = new Set(holidays);
    this.#last = this.#dayAt(0);
  }

  placeOf(at: Instant): Place {
    if (at < this.#last.startsAt || at >= this.#last.endsAt) this.#last = this.#dayAt(at);
    const { startsAt, hours, day, weekday } = this.#last;
    if (hours === null) return { day, weekday, slot: Math.floor((at - startsAt) / STEP_MS) };
    const hour = hours.findLast((one) => one.startsAt <= at);
    const half = hour !== undefined && at - hour.startsAt >= STEP_MS ? 1 : 0;
    return { day, weekday, slot: (hour?.hour ?? 0) * 2 + half };
  }

  #dayAt(at: Instant): KnownDay {
    const bounds = zonedDay(at, this.#timeZone);
    const { startsAt, endsAt } = bounds;
    const kept = this.#days.get(startsAt);
    if (kept !== undefined) return kept;
    const known: KnownDay = {
      startsAt,
      endsAt,
      hours: endsAt - startsAt === DAY_MS ? null : zonedHours(bounds, this.#timeZone),
      day: daysBetween(EPOCH_DAY, bounds.day),
      weekday: this.#holidays.has(bounds.day) ? SUNDAY : weekdayOf(bounds.day) - 1,
    };
    if (this.#days.size >= KEPT_DAYS_MAX) this.#days.clear();
    this.#days.set(startsAt, known);
    return known;
  }
}
