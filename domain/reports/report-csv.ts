import type { Cell, ReportDocument, ReportSection, ValueKind } from './document.ts';
import { fileWords as words } from './file-words.ts';
import { machineLabel, machineText, type Writing } from './format.ts';
import type { Row } from './list-pages.ts';
import { neutralText } from './neutral.ts';

const END = '\r\n';
const BOM = '\ufeff';

interface CsvOptions {
  /** Begins with a byte order mark, which Excel needs to read UTF-8. */
  readonly bom: boolean;
}

/** Rows that stand in place of a section's own, a page at a time; null for a section that is whole. */
export type RowsBehind = (section: ReportSection) => AsyncIterable<readonly Row[]> | null;

/**
 * A report as CSV (RFC 4180): tables one after another, each with its title alone on a line, a line of heads,
 * its rows, its totals, and a blank line. The first table says what the report is. See docs/reports.md.
 */
export function reportCsv(document: ReportDocument, options: CsvOptions): string {
  const writing = writingOf(document);
  const tables = document.sections.map((section) => {
    const { head, line, foot } = tableOf(section, writing);
    return head + linesOf(section.rows.map(line)) + foot;
  });
  return opening(document, options) + tables.join('');
}

/** The same part by part, so that a long report is never one text. */
export async function* reportCsvParts(
  document: ReportDocument,
  options: CsvOptions,
  rowsBehind: RowsBehind,
): AsyncGenerator<string, void, void> {
  const writing = writingOf(document);
  yield opening(document, options);
  for (const section of document.sections) {
    const { head, line, foot } = tableOf(section, writing);
    yield head;
    for await (const rows of rowsBehind(section) ?? [section.rows]) yield linesOf(rows.map(line));
    yield foot;
  }
}

function opening(document: ReportDocument, { bom }: CsvOptions): string {
  const writing = writingOf(document);
  const parts = [linesOf(head(document, writing)), linesOf(figures(document, writing))];
  return (bom ? BOM : '') + parts.join(END);
}

function tableOf({ title, columns, totals }: ReportSection, writing: Writing) {
  const line = (row: Row) =>
    columns.map(({ kind }, index) => cell(kind, row[index] ?? null, writing));
  const heads = columns.map(({ label, kind }) => neutralText(machineLabel(label, kind, writing)));
  return {
    head: END + linesOf([[neutralText(title)], heads]),
    line,
    foot: totals === null ? '' : linesOf([line(totals)]),
  };
}

const linesOf = (lines: readonly (readonly string[])[]) =>
  lines.map((values) => lineOf(values) + END).join('');

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
