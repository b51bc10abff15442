import type { LotFile } from '#domain/facility/lot-file.ts';
import type { FileRow } from '#domain/history/mapping.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { minorDigits } from '#domain/kernel/money.ts';
import { guessStatement } from '#domain/statement/guess-statement.ts';
import { type ReadStatement, readStatement } from '#domain/statement/read-statement.ts';
import type { StatementMapping } from '#domain/statement/statement-mapping.ts';
import { guessDelimiter, readCsv } from '../history/read-csv.ts';

const SHOWN_ROWS = 8;
const SHOWN_KINDS = 50;
const SHOWN_CELL_CHARS = 80;

/**
 * Reads a CSV text of a provider's statement by a mapping, or by a guess.
 * @throws Error that says what is wrong with a text that is no CSV
 */
export function readStatementFile(
  text: string,
  given: StatementMapping | null,
  { timeZone, locale, currency }: Pick<LotFile, 'timeZone' | 'locale' | 'currency'>,
  nowAt: Instant,
  firstLine = 1,
): {
  readonly read: ReadStatement;
  readonly mapping: StatementMapping;
  readonly rows: readonly FileRow[];
} {
  const delimiter = given?.delimiter ?? guessDelimiter(text);
  const rows = readCsv(text, delimiter, firstLine);
  const mapping = given ?? guessStatement(rows, delimiter, { timeZone, locale });
  const body = mapping.hasHeader && firstLine === 1 ? rows.slice(1) : rows;
  const place = { timeZone, nowAt, digits: minorDigits(currency) };
  return { read: readStatement(body, mapping, place), mapping, rows };
}

/** What a file would come to, for people to look at first. */
export function statementPreview(
  text: string,
  given: StatementMapping | null,
  lot: LotFile,
  nowAt: Instant,
) {
  const { read, mapping, rows } = readStatementFile(text, given, lot, nowAt);
  const [first] = rows;
  const width = Math.max(0, ...rows.slice(0, SHOWN_ROWS).map(({ cells }) => cells.length));
  const body = mapping.hasHeader ? rows.slice(1) : rows;
  const byLine = new Map(read.lines.map(({ line, read: one }) => [line, one]));
  const kindColumn = mapping.kind;
  return {
    read,
    mapping,
    header: Array.from({ length: width }, (_, index) =>
      mapping.hasHeader ? (first?.cells[index] ?? '') : String(index + 1),
    ),
    rows: body.slice(0, SHOWN_ROWS).map(({ line, cells }) => ({
      line,
      cells: cells.map((cell) => cell.slice(0, SHOWN_CELL_CHARS)),
      read: shownOf(byLine.get(line)),
    })),
    kinds: kindColumn === null ? [] : kindsIn(body, kindColumn),
  };
}

function shownOf(line: ReadStatement['lines'][number]['read'] | undefined) {
  if (line === undefined) return null;
  const [reference, at, amountMinor, feeMinor] = line;
  return { reference, at, amountMinor, feeMinor };
}

function kindsIn(body: readonly FileRow[], column: number) {
  const counts = new Map<string, number>();
  for (const { cells } of body) {
    const name = (cells[column] ?? '').trim().slice(0, SHOWN_CELL_CHARS);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].slice(0, SHOWN_KINDS).map(([name, count]) => ({ name, rows: count }));
}
