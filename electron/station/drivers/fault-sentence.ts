/** The sentence of whatever was thrown, for a status or a log line: one line, 200 characters at most. */
export function sentenceOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200);
}
