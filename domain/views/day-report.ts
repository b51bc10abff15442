import type { Report } from '../contract/operations.ts';
import { type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Currency } from '../kernel/money.ts';
import { type ZonedDay, zonedHours } from '../kernel/zoned.ts';

/**
 * Figures are kept by the quarter of an hour: every time zone's hours begin on one, so that one table
 * serves any zone, a lot that changes its zone, and days of 23 and 25 hours.
 */
export const QUARTER_MS = 15 * MINUTE_MS;

/** The quarter of an hour that an instant belongs to, by its first instant. */
export function quarterOf(at: Instant): Instant {
  return Math.floor(at / QUARTER_MS) * QUARTER_MS;
}

/** What happened in one quarter of an hour. Quarters in which nothing happened have no row. */
export interface Quarter {
  readonly startAt: Instant;
  readonly entries: number;
  readonly exits: number;
  readonly takingsMinor: number;
  readonly overrides: number;
  readonly refusals: number;
  /** Vehicles inside after its last passage. */
  readonly inside: number;
  /** The most vehicles inside after any of its passages. */
  readonly peakInside: number;
}

export interface DayFigures {
  readonly day: ZonedDay;
  /** Hours that have not begun by then are left out. */
  readonly nowAt: Instant;
  readonly timeZone: string;
  readonly currency: Currency;
  readonly capacity: number;
  /** Vehicles inside when the day began. */
  readonly insideBefore: number;
  /** Those of the day, in order. */
  readonly quarters: readonly Quarter[];
}

type Hour = Report['hours'][number];

/** One calendar day of a lot by hours. */
export function dayReport(figures: DayFigures): Report {
  const { day, nowAt, timeZone, currency, capacity, quarters } = figures;
  const hours: Hour[] = [];
  let inside = figures.insideBefore;
  let next = 0;
  for (const { startsAt, endsAt } of zonedHours(day, timeZone)) {
    if (startsAt > nowAt) break;
    const hour = { startAt: startsAt, entries: 0, exits: 0, inside, takingsMinor: 0 };
    for (; next < quarters.length; next += 1) {
      const quarter = quarters[next];
      if (quarter === undefined || quarter.startAt >= endsAt) break;
      hour.entries += quarter.entries;
      hour.exits += quarter.exits;
      hour.takingsMinor += quarter.takingsMinor;
      inside = quarter.inside;
    }
    hours.push({ ...hour, inside });
  }
  const totals = totalsOf(quarters, figures.insideBefore);
  return { day: day.day, currency, timeZone, capacity, hours, totals };
}

function totalsOf(quarters: readonly Quarter[], insideBefore: number): Report['totals'] {
  const totals = {
    entries: 0,
    exits: 0,
    takingsMinor: 0,
    overrides: 0,
    refusals: 0,
    peakInside: insideBefore,
  };
  for (const quarter of quarters) {
    totals.entries += quarter.entries;
    totals.exits += quarter.exits;
    totals.takingsMinor += quarter.takingsMinor;
    totals.overrides += quarter.overrides;
    totals.refusals += quarter.refusals;
    totals.peakInside = Math.max(totals.peakInside, quarter.peakInside);
  }
  return totals;
}
