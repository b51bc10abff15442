import type { ReportDocument } from '#domain/reports/document.ts';
import { type RowsBehind, reportCsvParts } from '#domain/reports/report-csv.ts';
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

/** Longer texts are read part by part: `GET …/reports/{report}?format=csv`. */
const TEXT_MAX_CHARS = 128 * 1024 * 1024;

/** A CSV would be longer than one piece of text can be sent. */
export class ReportTooLong extends Error {
  override readonly name = 'ReportTooLong';
}

/**
 * A report as a file. XLSX and PDF are made in the press's own thread.
 * @throws StationBusy when too many documents wait, ReportTooLong for a text beyond all measure
 */
export async function reportFile(
  press: Press,
  report: ReportDocument,
  format: FileFormat,
  options: { readonly bom: boolean; readonly rowsBehind: RowsBehind },
): Promise<ReportFile> {
  const name = reportFileName(report, format);
  const type = TYPES[format];
  if (format !== 'csv') return { name, type, bytes: await press.make({ report, format }) };
  const parts: string[] = [];
  let chars = 0;
  for await (const part of reportCsvParts(report, options, options.rowsBehind)) {
    chars += part.length;
    if (chars > TEXT_MAX_CHARS)
      throw new ReportTooLong('The list is too long for one file. Choose a shorter time.');
    parts.push(part);
  }
  return { name, type, bytes: Buffer.from(parts.join('')) };
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
