import { type Info, parse } from 'csv-parse/sync';
import { DELIMITERS, type FileRow, type Mapping } from '#domain/history/mapping.ts';

const SAMPLED_CHARS = 4_000;
const BOM = '\uFEFF';

/** The character that parts the most cells in the first lines. */
export function guessDelimiter(text: string): Mapping['delimiter'] {
  const [first = ''] = text.slice(0, SAMPLED_CHARS).replace(BOM, '').split(/\r?\n/, 1);
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * Rows of a CSV text (RFC 4180, also with `;`, tabs or `|`), each with its line. Quotes that do not close
 * and rows of any length are taken as they are; empty lines are passed over.
 */
export function readCsv(
  text: string,
  delimiter: Mapping['delimiter'],
  firstLine = 1,
): readonly FileRow[] {
  const rows = parse(text, {
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as unknown as readonly { readonly info: Info; readonly record: readonly string[] }[];
  return rows.map(({ info, record }) => ({ line: info.lines + firstLine - 1, cells: record }));
}
