import { DAY_MS } from '#domain/kernel/instant.ts';

/** The calendar day so many days away from another, both `YYYY-MM-DD`. */
export function dayAway(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
