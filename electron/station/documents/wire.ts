import type { Paper } from '#domain/paper/paper.ts';
import type { ReportDocument } from '#domain/reports/document.ts';
import type { EscPosForm } from './escpos.ts';

/** What paper can be made into. */
/** `strip` is a picture of what a printer makes of the ESC/POS bytes; `raster` is that picture for a printer. */
export const PAPER_FORMATS = ['pdf', 'png', 'escpos', 'strip', 'raster'] as const;
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
  /** Of all that goes by a printer's paper and letters. */
  readonly form: EscPosForm;
}

/** A logo to be tried out: the answer is why it cannot be printed, as a sentence, or nothing. */
export interface LogoJob {
  /** A PNG file in base64. */
  readonly logo: string;
}

export type PressJob = PaperJob | ReportJob | LogoJob;

export interface ToPress {
  readonly id: number;
  readonly job: PressJob;
}

export type FromPress =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string };
