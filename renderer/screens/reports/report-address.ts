import { isDay } from '#domain/kernel/calendar.ts';
import { LONG_STAY_DAYS } from '#domain/reports/long-stay.ts';
import { REPORT_IDS, REPORT_PERIODS, type ReportId } from '#domain/reports/reports.ts';
import type { Chosen } from './document/ReportControls.tsx';

const OTHER_PAGES = ['day', 'advice', 'forecast', 'saved'] as const;
export type Page = ReportId | (typeof OTHER_PAGES)[number];

const COMPARES = ['none', 'previous', 'last-year'] as const;

/** The page that an address names; the day at a glance where it names none. */
export function pageIn(params: URLSearchParams): Page {
  const name = params.get('report');
  return [...REPORT_IDS, ...OTHER_PAGES].find((page) => page === name) ?? 'day';
}

/** What an address asks to be reported on; what makes no sense in it is passed over. */
export function chosenIn(params: URLSearchParams, today: string): Chosen {
  const lots = (params.get('lots') ?? '').split(',').filter((id) => id !== '');
  return {
    period: REPORT_PERIODS.find((period) => period === params.get('period')) ?? 'week',
    date: dayIn(params, today),
    compare: COMPARES.find((compare) => compare === params.get('compare')) ?? 'none',
    lots,
    olderThanDays: longStayIn(params.get('older')),
  };
}

/** The day that an address names, else today. */
export function dayIn(params: URLSearchParams, today: string): string {
  const date = params.get('date') ?? '';
  return isDay(date) ? date : today;
}

/** How an address says it. Today is left out: it moves on with the clock. */
export function addressOf(
  { period, date, compare, lots, olderThanDays }: Chosen,
  today: string,
): Record<string, string | null> {
  return {
    period: period === 'week' ? null : period,
    date: date === today ? null : date,
    compare: compare === 'none' ? null : compare,
    lots: lots.length === 0 ? null : lots.join(','),
    older: olderThanDays === LONG_STAY_DAYS.usual ? null : String(olderThanDays),
  };
}

function longStayIn(text: string | null): number {
  const { usual, least, most } = LONG_STAY_DAYS;
  const days = Number(text ?? usual);
  return Number.isInteger(days) && days >= least && days <= most ? days : usual;
}
