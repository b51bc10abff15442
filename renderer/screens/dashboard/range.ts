import { addDays, isDay } from '#domain/kernel/calendar.ts';

export const RANGES = ['today', 'week', 'weeks', 'other'] as const;
export type RangeId = (typeof RANGES)[number];

export const COMPARES = ['none', 'previous', 'last-year'] as const;

/** What is looked at. `from` and `to` count where the range is another than the given ones. */
export interface Chosen {
  readonly range: RangeId;
  readonly from: string;
  readonly to: string;
  readonly compare: (typeof COMPARES)[number];
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

/** What an address asks to be looked at; what makes no sense in it is passed over. */
export function chosenIn(params: URLSearchParams, today: string): Chosen {
  const day = (name: string) => {
    const text = params.get(name) ?? '';
    return isDay(text) ? text : today;
  };
  return {
    range: RANGES.find((range) => range === params.get('range')) ?? 'today',
    from: day('from'),
    to: day('to'),
    compare: COMPARES.find((compare) => compare === params.get('compare')) ?? 'none',
  };
}

/** How an address says it. What is usual is left out; today and the last days move on with the clock. */
export function addressOf({ range, from, to, compare }: Chosen): Record<string, string | null> {
  const isOther = range === 'other';
  return {
    range: range === 'today' ? null : range,
    from: isOther ? from : null,
    to: isOther ? to : null,
    compare: compare === 'none' ? null : compare,
  };
}
