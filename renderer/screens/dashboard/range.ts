import { addDays } from '#domain/kernel/calendar.ts';

export const RANGES = ['today', 'week', 'weeks', 'other'] as const;
export type RangeId = (typeof RANGES)[number];

/** What is looked at. `from` and `to` count where the range is another than the given ones. */
export interface Chosen {
  readonly range: RangeId;
  readonly from: string;
  readonly to: string;
  readonly compare: 'none' | 'previous' | 'last-year';
}

const DAYS = { week: 7, weeks: 28 } as const;

/** The days that are asked for; none for today, which stays today over midnight. */
export function daysOf(
  { range, from, to }: Chosen,
  today: string,
): { readonly from?: string; readonly to?: string } {
  switch (range) {
    case 'today':
      return {};
    case 'week':
    case 'weeks':
      return { from: addDays(today, 1 - DAYS[range]), to: today };
    case 'other':
      return from <= to ? { from, to } : { from: to, to: from };
  }
}
