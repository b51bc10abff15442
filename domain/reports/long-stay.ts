import type { z } from 'zod';

/** After how many days inside a stay is named as unusually long: the bounds, and what is taken unasked. */
export const LONG_STAY_DAYS = { usual: 7, least: 1, most: 3_650 } as const;

/** Such a number of days, as a call or a saved report gives it. */
export function longStayDays<T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) {
  const { usual, least, most } = LONG_STAY_DAYS;
  return number.int().min(least).max(most).default(usual);
}
