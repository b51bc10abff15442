import { setImmediate as nextTurn } from 'node:timers/promises';
import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { combineReports } from '#domain/reports/combine.ts';
import type {
  Cell,
  ReportColumn,
  ReportDocument,
  ReportSection,
} from '#domain/reports/document.ts';
import { PAGE_ROWS, type Row } from '#domain/reports/list-pages.ts';
import { LONG_LISTS } from '#domain/reports/long-lists.ts';
import { periodBefore, periodLastYear, type ReportPeriod } from '#domain/reports/period.ts';
import type { RowsBehind } from '#domain/reports/report-csv.ts';
import type { ReportFormat, ReportId } from '#domain/reports/reports.ts';
import type { ListMark, ListPage, ReportScope } from '#domain/reports/source.ts';
import type { LongQuestion, LotService } from '../runtime/lot-service.ts';

/** A report as it is asked for, of one lot or of several. */
export interface LotReportTask {
  readonly report: ReportId;
  /** The same days for every lot, by its own clock. */
  readonly periodIn: (lot: { readonly timeZone: string; readonly locale: string }) => ReportPeriod;
  readonly compare: 'none' | 'previous' | 'last-year';
  readonly olderThanDays: number;
  /** What it is made for: a screen holds fewer rows than a file. */
  readonly format: ReportFormat;
  readonly searchIn: (service: LotService) => Promise<ReportScope['search']>;
  readonly madeBy: string;
  readonly nowAt: Instant;
  /** What is shown of a plate's reference. */
  readonly revealIn: (service: LotService) => Reveal;
}

type Reveal = (ref: string) => string | null;

/** Rows of a long list by where they go. Those of CSV follow the document page by page, however many. */
const LISTED_MOST: Readonly<Record<ReportFormat, number>> = {
  json: 2_000,
  csv: 0,
  xlsx: 100_000,
  pdf: 500,
};

const HIDDEN_PLATE = '•••';

/**
 * Makes a report over some lots, one after another.
 * @throws StationBusy when the signal ends it
 */
export async function lotReport(
  services: readonly LotService[],
  task: LotReportTask,
  { progress = () => undefined, signal }: LongQuestion,
): Promise<ReportDocument> {
  const documents: ReportDocument[] = [];
  for (const [index, service] of services.entries()) {
    const made = await service.views.report(
      { report: task.report, scope: await scopeOf(service, task), madeBy: task.madeBy },
      {
        progress: (share) => progress((index + share) / services.length),
        ...(signal !== undefined && { signal }),
      },
    );
    documents.push(await withPlates(made, task.revealIn(service)));
  }
  return combineReports(documents);
}

/**
 * What stands in a long list of a report, for a CSV that is written as it is read.
 * @throws the signal's reason when nobody waits any more
 */
export function rowsBehind(
  services: readonly LotService[],
  task: LotReportTask,
  signal?: AbortSignal,
): RowsBehind {
  return (section) =>
    LONG_LISTS[task.report]?.sectionId === section.id
      ? rowsOf(services, task, section, signal)
      : null;
}

/** Of several lots one after another with the lot's name first, as in the document. */
async function* rowsOf(
  services: readonly LotService[],
  task: LotReportTask,
  section: ReportSection,
  signal?: AbortSignal,
): AsyncGenerator<readonly Row[], void, void> {
  for (const service of services) {
    const scope = await scopeOf(service, task);
    const reveal = task.revealIn(service);
    const { name } = must(service.state.installed, 'a report is made of an open lot').lot;
    const columns = services.length === 1 ? section.columns : section.columns.slice(1);
    let after: ListMark | null = null;
    do {
      signal?.throwIfAborted();
      const page: ListPage<Row> = await service.views.reportRows({
        report: task.report,
        scope,
        after,
      });
      const shown = rowsWithPlates(page.rows, columns, reveal);
      yield services.length === 1 ? shown : shown.map((row) => [name, ...row]);
      after = page.next;
    } while (after !== null);
  }
}

async function scopeOf(service: LotService, task: LotReportTask): Promise<ReportScope> {
  const { lot } = must(service.state.installed, 'a report is made of an open lot');
  const period = task.periodIn(lot);
  const { compare, nowAt, olderThanDays, format } = task;
  const compareWith =
    compare === 'none'
      ? null
      : compare === 'previous'
        ? periodBefore(period, lot)
        : periodLastYear(period, lot);
  const shops = [...service.state.validations.shops.values()];
  return {
    period,
    nowAt,
    compareWith,
    olderThanDays,
    listedMost: LISTED_MOST[format],
    shopNames: Object.fromEntries(shops.map(({ id, terms }) => [id, terms.name])),
    statements: [...service.state.statements.values()],
    search: await task.searchIn(service),
  };
}

/** References of plates become what the reader may see, without holding up a gate meanwhile. */
async function withPlates(document: ReportDocument, reveal: Reveal): Promise<ReportDocument> {
  const sections: ReportSection[] = [];
  for (const section of document.sections) {
    const rows: Row[] = [];
    for (let from = 0; from < section.rows.length; from += PAGE_ROWS) {
      const part = section.rows.slice(from, from + PAGE_ROWS);
      rows.push(...rowsWithPlates(part, section.columns, reveal));
      if (section.rows.length > PAGE_ROWS) await nextTurn();
    }
    sections.push({ ...section, rows });
  }
  return { ...document, sections };
}

function rowsWithPlates(
  rows: readonly Row[],
  columns: readonly ReportColumn[],
  reveal: Reveal,
): readonly Row[] {
  const plates = columns.flatMap(({ kind }, index) => (kind === 'plate' ? [index] : []));
  if (plates.length === 0) return rows;
  const shown = (ref: Cell): Cell =>
    typeof ref === 'string' && ref !== '' ? (reveal(ref) ?? HIDDEN_PLATE) : ref;
  return rows.map((row) => row.map((cell, index) => (plates.includes(index) ? shown(cell) : cell)));
}
