import { must } from '../kernel/assert.ts';
import { HOUR_MS, type Instant } from '../kernel/instant.ts';
import { firstOfMonth, zonedDayOf } from '../kernel/zoned.ts';
import { spanEnd } from './charge-spans.ts';
import { clockWindows, nextOccurrence, occurrenceAt } from './clock-windows.ts';
import type { Product, Tariff, Validity } from './tariff-file.ts';
import type { Holidays, ZoneClock } from './zone-clock.ts';

/** The product of an id that a class can buy; classes without one of their own buy a car's. */
export function findProduct(tariff: Tariff, id: string, vehicleClass: string): Product | null {
  const named = (tariff.products ?? []).filter((product) => product.id === id);
  const serves = (wanted: string) =>
    named.find(({ classes }) => classes === undefined || classes.includes(wanted));
  return serves(vehicleClass) ?? serves('car') ?? null;
}

/** The time that a product covers, from its first instant up to and without the last. */
export interface Covered {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** What a product covers for somebody who enters at an instant. Null where its window never comes. */
export function coveredBy(
  validity: Validity,
  entryAt: Instant,
  clock: ZoneClock,
  holidays: Holidays,
): Covered | null {
  switch (validity.kind) {
    case 'window': {
      const windows = clockWindows([validity]);
      return (
        occurrenceAt(windows, entryAt, clock, holidays) ??
        nextOccurrence(windows, entryAt, clock, holidays)
      );
    }
    case 'hours':
      return { startsAt: entryAt, endsAt: entryAt + validity.hours * HOUR_MS };
    case 'calendar-days': {
      const first = clock.dayAt(entryAt);
      let last = first;
      for (let count = 1; count < validity.days; count += 1) last = clock.dayAfter(last);
      return { startsAt: entryAt, endsAt: last.endsAt };
    }
    case 'calendar-weeks': {
      let endsAt = spanEnd('calendar-week', entryAt, entryAt, clock);
      for (let count = 1; count < validity.weeks; count += 1)
        endsAt = spanEnd('calendar-week', endsAt, entryAt, clock);
      return { startsAt: entryAt, endsAt };
    }
    case 'calendar-months': {
      const next = firstOfMonth(clock.dayAt(entryAt).day, validity.months);
      const day = must(zonedDayOf(next, clock.timeZone), 'the first of a month is a date');
      return { startsAt: entryAt, endsAt: day.startsAt };
    }
  }
}
