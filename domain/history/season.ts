import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { seededRandom } from '../kernel/seeded-random.ts';
import { type ZonedDay, zonedDay } from '../kernel/zoned.ts';

/** How busy each month is beside the mean: the shops' months at the end, the quiet ones after. */
const MONTHS = [0.9, 0.93, 0.98, 1, 1.01, 0.99, 0.96, 0.95, 1, 1.03, 1.08, 1.15] as const;
/** Weather, events and chance make one weekday differ from the next by about this much. */
const DAY_SPREAD = 0.07;
const HOLIDAY_SHARE = 0.45;
/** A lot that people come to know is a little busier each year. */
const GROWTH_PER_YEAR = 0.03;
const YEAR_MS = 365 * DAY_MS;

/** How much busier than the profile a day is. */
export interface Season {
  factorAt(at: Instant): number;
}

/** Months, holidays, growth and chance. The same seed and day give the same factor. */
export function createSeason(options: {
  readonly timeZone: string;
  readonly holidays: ReadonlySet<string>;
  readonly seed: number;
  readonly fromAt: Instant;
}): Season {
  const { timeZone, holidays, seed, fromAt } = options;
  let known: { readonly day: ZonedDay; readonly factor: number } | null = null;
  return {
    factorAt(at) {
      if (known !== null && at >= known.day.startsAt && at < known.day.endsAt) return known.factor;
      const day = zonedDay(at, timeZone);
      const month = MONTHS[Number(day.day.slice(5, 7)) - 1] ?? 1;
      const holiday = holidays.has(day.day) ? HOLIDAY_SHARE : 1;
      const growth = 1 + (GROWTH_PER_YEAR * (at - fromAt)) / YEAR_MS;
      const factor = month * holiday * growth * chance(seed, day.startsAt);
      known = { day, factor };
      return factor;
    },
  };
}

/** Three draws sum to something like a bell around 1. */
function chance(seed: number, startsAt: Instant): number {
  const random = seededRandom(seed ^ Math.floor(startsAt / 3_600_000));
  return 1 + DAY_SPREAD * (random() + random() + random() - 1.5) * 2;
}
