import type { ShopLimit, ShopTally, ShopTerms } from './shop.ts';

export function emptyTally(): ShopTally {
  return {
    day: '',
    month: '',
    dayCount: 0,
    monthCount: 0,
    dayValueMinor: 0,
    monthValueMinor: 0,
    pendingMinor: 0,
  };
}

export const monthOf = (day: string): string => day.slice(0, 'YYYY-MM'.length);

/** The tally as it counts on a calendar day (`YYYY-MM-DD`): a new day and a new month begin at nothing. */
export function tallyOn(tally: ShopTally, day: string): ShopTally {
  if (tally.day === day) return tally;
  const month = monthOf(day);
  const sameMonth = tally.month === month;
  return {
    day,
    month,
    dayCount: 0,
    dayValueMinor: 0,
    monthCount: sameMonth ? tally.monthCount : 0,
    monthValueMinor: sameMonth ? tally.monthValueMinor : 0,
    pendingMinor: tally.pendingMinor,
  };
}

/**
 * Which of its limits another validation of this worth would break, or null. Those whose fee is not
 * known yet count with what they were worth when given, in the running day and month.
 */
export function brokenLimit(
  { perDay, perMonth }: ShopTerms,
  tally: ShopTally,
  worthMinor: number,
): 'day' | 'month' | null {
  const open = tally.pendingMinor + worthMinor;
  if (breaks(perDay, tally.dayCount, tally.dayValueMinor + open)) return 'day';
  if (breaks(perMonth, tally.monthCount, tally.monthValueMinor + open)) return 'month';
  return null;
}

function breaks({ countMax, valueMaxMinor }: ShopLimit, count: number, valueMinor: number) {
  if (countMax !== null && count + 1 > countMax) return true;
  return valueMaxMinor !== null && valueMinor > valueMaxMinor;
}
