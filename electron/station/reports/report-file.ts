import type { ReportDocument } from '#domain/reports/document.ts';
import { reportCsv } from '#domain/reports/report-csv.ts';
import type { ReportFormat } from '#domain/reports/reports.ts';
import type { Press } from '../documents/press.ts';

export type FileFormat = Exclude<ReportFormat, 'json'>;

export interface ReportFile {
  /** Sorts by lot and date: `riverside-2026-11-23-revenue.pdf`. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/**
 * A report as a file. XLSX and PDF are made in the press's own thread.
 * @throws StationBusy when too many documents wait
 */
export async function reportFile(
  press: Press,
  report: ReportDocument,
  format: FileFormat,
  options: { readonly bom: boolean },
): Promise<ReportFile> {
  const name = reportFileName(report, format);
  const type = TYPES[format];
  if (format === 'csv') return { name, type, bytes: Buffer.from(reportCsv(report, options)) };
  return { name, type, bytes: await press.make({ report, format }) };
}

/** `{lot}-{period}-{report}.{format}`; of several lots: the first one and how many more. */
export function reportFileName(
  { lots, period, report }: Pick<ReportDocument, 'lots' | 'period' | 'report'>,
  format: FileFormat,
): string {
  const [first] = lots;
  const more = lots.length > 1 ? `-and-${lots.length - 1}-more` : '';
  return `${first?.id ?? 'lot'}${more}-${period.name.replaceAll(' ', '-')}-${report}.${format}`;
}
