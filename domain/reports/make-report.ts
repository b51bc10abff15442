import { auditReport } from './builders/audit.ts';
import { devicesReport } from './builders/devices.ts';
import { exceptionsReport } from './builders/exceptions.ts';
import { occupancyReport } from './builders/occupancy.ts';
import { revenueReport } from './builders/revenue.ts';
import { summaryReport } from './builders/summary.ts';
import { trafficReport } from './builders/traffic.ts';
import type { ReportDocument, ReportLot } from './document.ts';
import type { ReportId } from './reports.ts';
import type { ReportBuilder, ReportProgress, ReportScope, ReportSource } from './source.ts';
import { reportWords } from './words.ts';

/** One builder for each report; each is a file of its own in `builders/`. */
const BUILDERS: Partial<Readonly<Record<ReportId, ReportBuilder>>> = {
  summary: summaryReport,
  occupancy: occupancyReport,
  traffic: trafficReport,
  revenue: revenueReport,
  exceptions: exceptionsReport,
  devices: devicesReport,
  audit: auditReport,
};

/** Reports that are made here. */
export function isMade(report: ReportId): boolean {
  return BUILDERS[report] !== undefined;
}

/**
 * Makes one lot's report.
 * @throws RangeError for a report that has no builder; whatever `progress` throws to end it early
 */
export async function makeReport(
  report: ReportId,
  source: ReportSource,
  scope: ReportScope,
  madeBy: string,
  progress: ReportProgress,
): Promise<ReportDocument> {
  const build = BUILDERS[report];
  if (build === undefined) throw new RangeError(`no report ${report}`);
  const body = await build(source, scope, progress);
  const { id, name, timeZone, currency, locale } = source.lot;
  const lots: readonly ReportLot[] = [{ id, name, timeZone, currency, locale }];
  const { period, nowAt: madeAt } = scope;
  return { report, title: reportWords.titles[report], period, lots, madeAt, madeBy, ...body };
}
