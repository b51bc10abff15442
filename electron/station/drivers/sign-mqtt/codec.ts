/** What a sign shows, as it is retained at the broker. `at` is ISO 8601. */
export function encodeShow(lines: readonly string[], atIso: string): string {
  return JSON.stringify({ lines, at: atIso });
}
