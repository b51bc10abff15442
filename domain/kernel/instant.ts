/** Milliseconds since 1970-01-01T00:00:00Z. The only form of time in commands, events and state. */
export type Instant = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** ISO 8601 in UTC with milliseconds, for logs, files and the wire. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
