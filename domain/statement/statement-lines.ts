import type { StatementLine } from './statement-book.ts';

/** The lines of one import, in the order of the file. */
export type ImportedLines = readonly StatementLine[];

/**
 * Lines of several imports of one provider, each counted once: a file that is imported twice, or a month
 * that holds the weeks before it, adds nothing. A line that one file has twice is there twice.
 */
export function distinctLines(imports: readonly ImportedLines[]): readonly StatementLine[] {
  const most = new Map<string, { readonly line: StatementLine; count: number }>();
  for (const lines of imports) {
    const own = new Map<string, number>();
    for (const line of lines) {
      const key = JSON.stringify(line);
      const count = (own.get(key) ?? 0) + 1;
      own.set(key, count);
      const held = most.get(key);
      if (held === undefined) most.set(key, { line, count });
      else held.count = Math.max(held.count, count);
    }
  }
  return [...most.values()].flatMap(({ line, count }) => Array.from({ length: count }, () => line));
}
