import writeXlsxFile, { type Sheet, type Cell as XlsxCell } from 'write-excel-file/node';
import { minorDigits } from '#domain/kernel/money.ts';
import { zonedIso } from '#domain/kernel/zoned.ts';
import type { Cell, ReportDocument, ReportSection, ValueKind } from '#domain/reports/document.ts';
import { fileWords as words } from '#domain/reports/file-words.ts';
import { isNumeric, type Writing } from '#domain/reports/format.ts';
import { neutralText } from '#domain/reports/neutral.ts';
import { writingOf } from '#domain/reports/report-csv.ts';

const SHEET_NAME_MAX_CHARS = 31;
const WIDTH_LEAST_CHARS = 10;
const WIDTH_MOST_CHARS = 60;
const DATE_FORMAT = 'yyyy-mm-dd';
const DATE_TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const DAY_MS = 86_400_000;
/** More than these are printed across. */
const WIDE_COLUMNS = 5;

type CellStyle = Readonly<{ fontWeight?: 'bold'; align?: 'right'; topBorderStyle?: 'thin' }>;

/**
 * A report as a workbook: a sheet about the report, then one for each section, with frozen heads, totals in
 * bold, real dates by the lot's clock, and money in the currency's format.
 */
export async function reportXlsx(document: ReportDocument): Promise<Uint8Array> {
  const writing = writingOf(document);
  const names = new Set<string>();
  const sheets = [
    aboutSheet(document, writing, names),
    ...document.sections.map((section) => sectionSheet(section, writing, names)),
  ];
  return writeXlsxFile(sheets).toBuffer();
}

function aboutSheet(document: ReportDocument, writing: Writing, names: Set<string>): Sheet<never> {
  const { title, period, lots, madeAt, madeBy, notes, figures } = document;
  const text = (label: string, value: string): XlsxCell[] => [
    bold(label),
    { value: neutralText(value), type: String },
  ];
  const at = (label: string, value: number): XlsxCell[] => [
    bold(label),
    valueCell('instant', value, writing),
  ];
  const hasBefore = figures.some(({ before }) => before !== undefined);
  const data: XlsxCell[][] = [
    [bold(title)],
    text(words.lot, lots.map(({ name }) => name).join(', ')),
    text(words.period, period.name),
    at(words.from, period.fromAt),
    at(words.to, period.toAt),
    at(words.madeAt, madeAt),
    text(words.madeBy, madeBy),
    ...notes.map((note) => text(words.note, note)),
    [],
    [bold(words.figures), bold(words.value), ...(hasBefore ? [bold(words.before)] : [])],
    ...figures.map(({ label, kind, value, before = null }) => [
      { value: neutralText(label), type: String },
      valueCell(kind, value, writing),
      ...(hasBefore ? [valueCell(kind, before, writing)] : []),
    ]),
  ];
  return {
    sheet: sheetName(words.report, names),
    data,
    columns: [{ width: 36 }, { width: 28 }, { width: 20 }],
  };
}

function sectionSheet(
  { title, columns, rows, totals }: ReportSection,
  writing: Writing,
  names: Set<string>,
): Sheet<never> {
  const line = (row: readonly Cell[], style: CellStyle = {}) =>
    columns.map(({ kind }, index) => valueCell(kind, row[index] ?? null, writing, style));
  const data: XlsxCell[][] = [
    columns.map(({ label, kind }) => bold(label, isNumeric(kind) ? { align: 'right' } : {})),
    ...rows.map((row) => line(row)),
    ...(totals === null ? [] : [line(totals, { fontWeight: 'bold', topBorderStyle: 'thin' })]),
  ];
  return {
    sheet: sheetName(title, names),
    data,
    stickyRowsCount: 1,
    ...(columns.length > WIDE_COLUMNS && { orientation: 'landscape' as const }),
    columns: columns.map(({ label, kind }, index) => ({
      width: widthOf(label, kind, rows, index),
    })),
  };
}

function widthOf(
  label: string,
  kind: ValueKind,
  rows: readonly (readonly Cell[])[],
  index: number,
): number {
  if (kind === 'instant') return DATE_TIME_FORMAT.length + 2;
  let most = label.length;
  for (const row of rows) most = Math.max(most, String(row[index] ?? '').length);
  return Math.min(WIDTH_MOST_CHARS, Math.max(WIDTH_LEAST_CHARS, most + 2));
}

const bold = (text: string, style: CellStyle = {}): XlsxCell => ({
  value: neutralText(text),
  type: String,
  fontWeight: 'bold',
  ...style,
});

function valueCell(
  kind: ValueKind,
  value: Cell,
  { timeZone, currency }: Writing,
  style: CellStyle = {},
): XlsxCell {
  if (value === null) return Object.keys(style).length === 0 ? null : { value: '', ...style };
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(String(value)))
    return { value: new Date(`${value}T00:00Z`), type: Date, format: DATE_FORMAT, ...style };
  if (typeof value === 'string') return { value: neutralText(value), type: String, ...style };
  switch (kind) {
    case 'money': {
      const digits = minorDigits(currency);
      const decimals = digits === 0 ? '' : `.${'0'.repeat(digits)}`;
      const format = `#,##0${decimals} "${currency}"`;
      return { value: value / 10 ** digits, type: Number, format, ...style };
    }
    case 'share':
      return { value, type: Number, format: '0.0%', ...style };
    case 'decimal':
      return { value, type: Number, format: '#,##0.00', ...style };
    case 'duration':
      // A length of time as spreadsheets hold it, in days: it can be summed.
      return { value: value / DAY_MS, type: Number, format: '[h]:mm:ss', ...style };
    case 'energy':
      return { value: value / 1_000, type: Number, format: '#,##0.0 "kWh"', ...style };
    case 'instant':
      return { value: wallClock(value, timeZone), type: Date, format: DATE_TIME_FORMAT, ...style };
    default:
      return { value, type: Number, format: '#,##0', ...style };
  }
}

/** Spreadsheets know no zones: the date that shows what the lot's clock showed. */
function wallClock(at: number, timeZone: string): Date {
  return new Date(`${zonedIso(at, timeZone).slice(0, 'YYYY-MM-DDTHH:mm:ss'.length)}Z`);
}

/** Names of sheets are short, lack some signs, and are told apart whatever the case. */
function sheetName(title: string, names: Set<string>): string {
  const base = title.replace(/[\\/?*:[\]']/g, ' ').trim();
  for (let turn = 1; ; turn += 1) {
    const suffix = turn === 1 ? '' : ` (${turn})`;
    const name = base.slice(0, SHEET_NAME_MAX_CHARS - suffix.length).trim() + suffix;
    if (names.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    return name;
  }
}
