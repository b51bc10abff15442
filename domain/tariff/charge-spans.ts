import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Cap } from './tariff-file.ts';
import type { ZoneClock } from './zone-clock.ts';

/** When the span that holds `at` is over. Elapsed spans are counted from `startAt`. */
export function spanEnd(
  per: Cap['per'] | 'never',
  at: Instant,
  startAt: Instant,
  clock: ZoneClock,
): Instant {
  switch (per) {
    case 'calendar-day':
      return clock.dayAt(at).endsAt;
    case 'calendar-week': {
      let day = clock.dayAt(at);
      while (day.weekday !== 6) day = clock.dayAfter(day);
      return day.endsAt;
    }
    case '24h':
      return startAt + (Math.floor((at - startAt) / DAY_MS) + 1) * DAY_MS;
    case '7-days':
      return startAt + (Math.floor((at - startAt) / (7 * DAY_MS)) + 1) * 7 * DAY_MS;
    case 'stay':
    case 'never':
      return Infinity;
  }
}

/** What a receipt calls the cap of a span. */
export const CAP_NAMES: Readonly<Record<Cap['per'], string>> = {
  'calendar-day': 'Daily maximum',
  '24h': '24-hour maximum',
  'calendar-week': 'Weekly maximum',
  '7-days': '7-day maximum',
  stay: 'Maximum of the stay',
};
