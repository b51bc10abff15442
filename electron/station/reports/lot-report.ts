import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { combineReports } from '#domain/reports/combine.ts';
import type { Cell, ReportDocument, ReportSection } from '#domain/reports/document.ts';
import { periodBefore, periodLastYear, type ReportPeriod } from '#domain/reports/period.ts';
import type { ReportId } from '#domain/reports/reports.ts';
import type { ReportScope } from '#domain/reports/source.ts';
import type { LongQuestion, LotService } from '../runtime/lot-service.ts';

/** A report as it is asked for, of one lot or of several. */
export interface LotReportTask {
  readonly report: ReportId;
  /** The same days for every lot, by its own clock. */
  readonly periodIn: (lot: { readonly timeZone: string; readonly locale: string }) => ReportPeriod;
  readonly compare: 'none' | 'previous' | 'last-year';
  readonly olderThanDays: number;
  readonly searchIn: (service: LotService) => Promise<ReportScope['search']>;
  readonly madeBy: string;
  readonly nowAt: Instant;
  /** What is shown of a plate's reference. */
  readonly revealIn: (service: LotService) => (ref: string) => string | null;
}

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
    documents.push(withPlates(made, task.revealIn(service)));
  }
  return combineReports(documents);
}

async function scopeOf(service: LotService, task: LotReportTask): Promise<ReportScope> {
  const { lot } = must(service.state.installed, 'a report is made of an open lot');
  const period = task.periodIn(lot);
  const { compare, nowAt, olderThanDays } = task;
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
    shopNames: Object.fromEntries(shops.map(({ id, terms }) => [id, terms.name])),
    search: await task.searchIn(service),
  };
}

/** References of plates become what the reader may see. */
function withPlates(
  document: ReportDocument,
  reveal: (ref: string) => string | null,
): ReportDocument {
  const shown = (ref: Cell): Cell =>
    typeof ref === 'string' && ref !== '' ? (reveal(ref) ?? HIDDEN_PLATE) : ref;
  const sectionOf = (section: ReportSection): ReportSection => {
    const plates = section.columns.flatMap(({ kind }, index) => (kind === 'plate' ? [index] : []));
    if (plates.length === 0) return section;
    const rows = section.rows.map((row) =>
      row.map((cell, index) => (plates.includes(index) ? shown(cell) : cell)),
    );
    return { ...section, rows };
  };
  return { ...document, sections: document.sections.map(sectionOf) };
}
