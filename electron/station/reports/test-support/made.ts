import type { RecordedEvent } from '#domain/lot/event.ts';
import type { Cell, ReportDocument } from '#domain/reports/document.ts';
import { makeReport } from '#domain/reports/make-report.ts';
import type { ReportPeriod } from '#domain/reports/period.ts';
import type { ReportId } from '#domain/reports/reports.ts';
import type { Database } from '../../journal/sqlite.ts';
import type { JournalSource } from '../../views/journal-source.ts';
import { RowsSource } from '../../views/report-source.ts';
import { recreateViewsFile } from '../../views/views-file.ts';
import { ViewsWriter } from '../../views/views-writer.ts';

const BATCH = 500;

/** Read models of a journal that a test holds in memory. */
export function viewsOf(path: string, journal: readonly RecordedEvent[]): Database {
  const database = recreateViewsFile(path);
  const writer = new ViewsWriter(database, (seq) => journal[seq - 1] ?? null);
  for (let from = 0; from < journal.length; from += BATCH) {
    const events = journal.slice(from, from + BATCH);
    writer.apply(events, { seq: from + events.length, hash: new Uint8Array([1]) });
  }
  return database;
}

/** A report over such read models. */
export function reportOf(
  database: Database,
  journal: readonly RecordedEvent[],
  asked: {
    readonly report: ReportId;
    readonly period: ReportPeriod;
    readonly nowAt: number;
    readonly shopNames?: Readonly<Record<string, string>>;
  },
): Promise<ReportDocument> {
  const { report, period, nowAt, shopNames = {} } = asked;
  const readEach = (seqs: readonly number[]) => seqs.flatMap((seq) => journal[seq - 1] ?? []);
  const source = new RowsSource({
    database,
    journal: { readEach } as unknown as JournalSource,
    nowAt,
    turn: async () => undefined,
  });
  const scope = {
    period,
    nowAt,
    compareWith: null,
    olderThanDays: 1,
    listedMost: 1_000_000,
    shopNames,
    search: {},
  };
  return makeReport(report, source, scope, 'mara', () => undefined);
}

/** A key figure's value. */
export function figureOf(document: ReportDocument, id: string): Cell {
  const found = document.figures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${document.report} has no figure ${id}`);
  return found.value;
}

/** Rows of a section as objects by column. */
export function rowsOf(document: ReportDocument, id: string): readonly Record<string, Cell>[] {
  const section = document.sections.find((one) => one.id === id);
  if (section === undefined) throw new Error(`${document.report} has no section ${id}`);
  const { columns, rows } = section;
  return rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column.id, row[index] ?? null])),
  );
}

/** One column of a section by another. */
export function columnOf(
  document: ReportDocument,
  section: string,
  key: string,
  value: string,
): Readonly<Record<string, Cell>> {
  return Object.fromEntries(
    rowsOf(document, section).map((row) => [String(row[key]), row[value] ?? null]),
  );
}

/** The total of a column. */
export function totalOf(document: ReportDocument, id: string, column: string): Cell {
  const section = document.sections.find((one) => one.id === id);
  const index = section?.columns.findIndex((one) => one.id === column) ?? -1;
  return section?.totals?.[index] ?? null;
}
