import { auditReport } from './builders/audit.ts';
import { devicesReport } from './builders/devices.ts';
import { exceptionsReport } from './builders/exceptions.ts';
import { occupancyReport } from './builders/occupancy.ts';
import { reconciliationReport } from './builders/reconciliation.ts';
import { revenueReport } from './builders/revenue.ts';
import { sessionsReport } from './builders/sessions.ts';
import { summaryReport } from './builders/summary.ts';
import { trafficReport } from './builders/traffic.ts';
import type { ReportDocument, ReportLot } from './document.ts';
import type { ReportId } from './reports.ts';
import type { ReportBuilder, ReportProgress, ReportScope, ReportSource } from './source.ts';
import { reportWords } from './words.ts';

/** One builder for each report; each is a file of its own in `builders/`. */
const BUILDERS: Readonly<Record<ReportId, ReportBuilder>> = {
  summary: summaryReport,
  occupancy: occupancyReport,
  traffic: trafficReport,
  revenue: revenueReport,
  exceptions: exceptionsReport,
  devices: devicesReport,
  audit: auditReport,
  sessions: sessionsReport,
  reconciliation: reconciliationReport,
};

/**
 * Makes one lot's report.
 * @throws what the source throws to end it early
 */
export async function makeReport(
  report: ReportId,
  source: ReportSource,
  scope: ReportScope,
  madeBy: string,
  progress: ReportProgress,
): Promise<ReportDocument> {
  const body = await BUILDERS[report](source, scope, progress);
  const { id, name, timeZone, currency, locale, letterhead } = source.lot;
  const logoSvg = letterhead?.logoSvg;
  const lots: readonly ReportLot[] = [
    { id, name, timeZone, currency, locale, ...(logoSvg !== undefined && { logoSvg }) },
  ];
  const { period, nowAt: madeAt } = scope;
  return { report, title: reportWords.titles[report], period, lots, madeAt, madeBy, ...body };
}
