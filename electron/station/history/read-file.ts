import type { LotFile } from '#domain/facility/lot-file.ts';
import { seriesNames } from '#domain/forecast/lot-forecast.ts';
import { guessMapping } from '#domain/history/guess-mapping.ts';
import type { FileRow, Mapping } from '#domain/history/mapping.ts';
import { type ImportedReading, type ReadRows, readRows } from '#domain/history/read-rows.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { capacitiesOf } from '#domain/stats/occupancy-series.ts';
import { guessDelimiter, readCsv } from './read-csv.ts';

const SHOWN_ROWS = 8;
const SHOWN_NAMES = 100;
const SHOWN_CELL_CHARS = 80;

/**
 * Reads a CSV text of a lot's figures by a mapping, or by a guess.
 * @throws Error that says what is wrong with a text that is no CSV
 */
export function readFile(
  text: string,
  given: Mapping | null,
  lot: LotFile,
  nowAt: Instant,
  firstLine = 1,
): { readonly read: ReadRows; readonly mapping: Mapping; readonly rows: readonly FileRow[] } {
  const delimiter = given?.delimiter ?? guessDelimiter(text);
  const rows = readCsv(text, delimiter, firstLine);
  const { timeZone, locale } = lot;
  const mapping =
    given ?? guessMapping(rows, delimiter, { timeZone, locale, series: seriesNames(lot) });
  const body = mapping.hasHeader && firstLine === 1 ? rows.slice(1) : rows;
  const read = readRows(body, mapping, { timeZone, nowAt, capacities: capacitiesOf(lot) });
  return { read, mapping, rows };
}

/** What a file would come to, for people to look at first. */
export function previewOf(text: string, given: Mapping | null, lot: LotFile, nowAt: Instant) {
  const { read, mapping, rows } = readFile(text, given, lot, nowAt);
  const [first] = rows;
  const width = Math.max(0, ...rows.slice(0, SHOWN_ROWS).map(({ cells }) => cells.length));
  const body = mapping.hasHeader ? rows.slice(1) : rows;
  const byLine = new Map(read.readings.map(({ line, ...reading }) => [line, reading]));
  return {
    ...read,
    mapping,
    header: Array.from({ length: width }, (_, index) =>
      mapping.hasHeader ? (first?.cells[index] ?? '') : String(index + 1),
    ),
    rows: body.slice(0, SHOWN_ROWS).map(({ line, cells }) => ({
      line,
      cells: cells.map((cell) => cell.slice(0, SHOWN_CELL_CHARS)),
      reading: (byLine.get(line) as ImportedReading | undefined) ?? null,
    })),
    names: mapping.series === null ? [] : namesIn(body, mapping.series),
    series: [...seriesNames(lot)].map(([id, name]) => ({ id, name })),
  };
}

function namesIn(rows: readonly FileRow[], column: number) {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const name = (cells[column] ?? '').trim().slice(0, SHOWN_CELL_CHARS);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].slice(0, SHOWN_NAMES).map(([name, count]) => ({ name, rows: count }));
}
