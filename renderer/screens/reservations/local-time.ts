import { localInstant, zonedIso } from '#domain/kernel/zoned.ts';

/** Characters of `2026-11-22T09:00`, which is what a field for date and time holds. */
const FIELD_CHARS = 16;
const QUARTER_MS = 15 * 60_000;

/** An instant as a field for date and time shows it, by the lot's clock. */
export function toField(at: number, timeZone: string): string {
  return zonedIso(at, timeZone).slice(0, FIELD_CHARS);
}

/** What a field for date and time says, or null while it is not whole. */
export function fromField(text: string, timeZone: string): number | null {
  return localInstant(text, timeZone);
}

/** The next full quarter of an hour. */
export function nextQuarter(at: number): number {
  return Math.ceil(at / QUARTER_MS) * QUARTER_MS;
}
