import type { Instant } from '../kernel/instant.ts';
import { type ZonedDay, zonedDay, zonedHours } from '../kernel/zoned.ts';

interface Bucket {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** The hours and days of a lot's clock. Remembers the last one: events come in order of time. */
export class BucketClock {
  readonly timeZone: string;
  #hours: readonly Bucket[] = [];
  #hour: Bucket = { startsAt: 0, endsAt: 0 };
  #day: ZonedDay;

  /** Throws a RangeError for a time zone that Intl does not know; a lot file is checked for that. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#day = zonedDay(0, timeZone);
  }

  dayOf(at: Instant): ZonedDay {
    if (at < this.#day.startsAt || at >= this.#day.endsAt) {
      this.#day = zonedDay(at, this.timeZone);
      this.#hours = [];
    }
    return this.#day;
  }

  hourOf(at: Instant): Bucket {
    if (at >= this.#hour.startsAt && at < this.#hour.endsAt) return this.#hour;
    const day = this.dayOf(at);
    if (this.#hours.length === 0) this.#hours = zonedHours(day, this.timeZone);
    for (const hour of this.#hours) if (at < hour.endsAt) return this.#keep(hour);
    throw new RangeError(`no hour of ${this.timeZone} holds ${at}`);
  }

  #keep(hour: Bucket): Bucket {
    this.#hour = hour;
    return hour;
  }
}
