const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** A calendar day `YYYY-MM-DD` so many days on. */
export function dayShifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return dayShifted(day, -((weekday + WEEK_DAYS - 1) % WEEK_DAYS));
}

/** The instants between which a calendar shows a day or its week, by the lot's clock. */
export function shownWindow(
  day: string,
  span: 'day' | 'week',
  instantOf: (local: string) => number,
): { readonly fromAt: number; readonly toAt: number } {
  const first = span === 'day' ? day : mondayOf(day);
  const end = dayShifted(first, span === 'day' ? 1 : WEEK_DAYS);
  return { fromAt: instantOf(`${first}T00:00`), toAt: instantOf(`${end}T00:00`) };
}
