import type { Paper } from '#domain/paper/paper.ts';
import type { PaperColumns } from './escpos.ts';

/** What paper can be made into. */
export const PAPER_FORMATS = ['pdf', 'png', 'escpos'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

/** One document to be made. */
export interface PaperJob {
  readonly paper: Paper;
  readonly format: PaperFormat;
  /** Of ESC/POS: how wide the printer's paper is. */
  readonly columns: PaperColumns;
}

export interface ToPress {
  readonly id: number;
  readonly job: PaperJob;
}

export type FromPress =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly failed: string };
