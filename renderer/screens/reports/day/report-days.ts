import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';

/** The calendar day so many days away from another, both `YYYY-MM-DD`. */
export function dayAway(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

const HOURS_OF_DAY = 24;

/** The hours of a whole day: those that are still to come have no figures yet. */
export function wholeDay<R extends { readonly startAt: number }>(
  rows: readonly R[],
): readonly { readonly startAt: number; readonly row: R | null }[] {
  const hours: { startAt: number; row: R | null }[] = rows.map((row) => ({
    startAt: row.startAt,
    row,
  }));
  let last = rows.at(-1)?.startAt;
  while (last !== undefined && hours.length < HOURS_OF_DAY) {
    last += HOUR_MS;
    hours.push({ startAt: last, row: null });
  }
  return hours;
}
