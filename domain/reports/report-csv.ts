import type { Cell, ReportDocument, ReportSection, ValueKind } from './document.ts';
import { fileWords as words } from './file-words.ts';
import { machineLabel, machineText, type Writing } from './format.ts';
import { neutralText } from './neutral.ts';

const END = '\r\n';
const BOM = '\ufeff';

/** Lines written at a time. */
const PART_LINES = 1_000;

interface CsvOptions {
  /** Begins with a byte order mark, which Excel needs to read UTF-8. */
  readonly bom: boolean;
}

/**
 * A report as CSV (RFC 4180): tables one after another, each with its title alone on a line, a line of heads,
 * its rows, its totals, and a blank line. The first table says what the report is. See docs/reports.md.
 */
export function reportCsv(document: ReportDocument, options: CsvOptions): string {
  return [...reportCsvParts(document, options)].join('');
}

/** The same part by part, so that a long report is never one text. */
export function* reportCsvParts(
  document: ReportDocument,
  options: CsvOptions,
): Generator<string, void, void> {
  const writing = writingOf(document);
  if (options.bom) yield BOM;
  yield* parts(head(document, writing));
  yield END;
  yield* parts(figures(document, writing));
  for (const section of document.sections) {
    yield END;
    yield* parts(table(section, writing));
  }
}

function* parts(lines: Iterable<readonly string[]>): Generator<string, void, void> {
  let text = '';
  let count = 0;
  for (const values of lines) {
    text += lineOf(values) + END;
    count += 1;
    if (count % PART_LINES !== 0) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** How the values of a document are written: as its first lot writes them. */
export function writingOf({ lots }: ReportDocument): Writing {
  return lots[0] ?? { timeZone: 'UTC', currency: 'XXX', locale: 'en' };
}

function head(document: ReportDocument, writing: Writing): string[][] {
  const { title, period, lots, madeAt, madeBy, notes } = document;
  return [
    [title],
    [words.item, words.value],
    [words.lot, lots.map(({ name }) => name).join(', ')],
    [words.period, period.name],
    [words.from, machineText('instant', period.fromAt, writing)],
    [words.to, machineText('instant', period.toAt, writing)],
    [words.madeAt, machineText('instant', madeAt, writing)],
    [words.madeBy, madeBy],
    ...notes.map((note) => [words.note, note]),
  ].map((line) => line.map(neutralText));
}

function figures({ figures: all }: ReportDocument, writing: Writing): string[][] {
  const hasBefore = all.some(({ before }) => before !== undefined);
  return [
    [words.figures],
    [words.item, words.value, ...(hasBefore ? [words.before] : [])],
    ...all.map(({ label, kind, value, before = null }) => [
      neutralText(machineLabel(label, kind, writing)),
      cell(kind, value, writing),
      ...(hasBefore ? [cell(kind, before, writing)] : []),
    ]),
  ];
}

function* table(section: ReportSection, writing: Writing): Generator<string[], void, void> {
  const { title, columns, rows, totals } = section;
  const line = (row: readonly Cell[]) =>
    columns.map(({ kind }, index) => cell(kind, row[index] ?? null, writing));
  yield [neutralText(title)];
  yield columns.map(({ label, kind }) => neutralText(machineLabel(label, kind, writing)));
  for (const row of rows) yield line(row);
  if (totals !== null) yield line(totals);
}

function cell(kind: ValueKind, value: Cell, writing: Writing): string {
  const text = machineText(kind, value, writing);
  return typeof value === 'string' ? neutralText(text) : text;
}

function lineOf(values: readonly string[]): string {
  return values.map(quoted).join(',');
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
