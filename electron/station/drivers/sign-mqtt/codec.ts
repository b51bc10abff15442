import type { Show } from '../driver.ts';

/** What a sign shows, as it is retained at the broker. `at` is ISO 8601; `qr` only where there is one. */
export function encodeShow({ lines, qr }: Show, atIso: string): string {
  return JSON.stringify({ lines, ...(qr !== undefined && { qr }), at: atIso });
}
