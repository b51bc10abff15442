import type { Paper } from '#domain/paper/paper.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { PaperColumns } from './escpos.ts';

/** What paper can be made into. */
export const PAPER_FORMATS = ['pdf', 'png', 'escpos'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** A report to be made into a file for spreadsheets or for paper. */
export interface ReportJob {
  readonly report: ReportDocument;
  readonly format: 'xlsx' | 'pdf';
}

/** One ticket, receipt or slip to be made. */
export interface PaperJob {
  readonly paper: Paper;
  readonly format: PaperFormat;
  /** Of ESC/POS: how wide the printer's paper is. */
  readonly columns: PaperColumns;
}

export interface ToPress {
  readonly id: number;
  readonly job: PaperJob | ReportJob;
}

export type FromPress =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string };
