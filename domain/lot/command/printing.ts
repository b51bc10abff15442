import type { DeviceId, LaneId } from '../../kernel/ids.ts';
import type { PrintedDocument } from '../../printing/print-job.ts';
import type { TemplateChoice } from '../../printing/template.ts';

/** Puts a document on paper at a printer of the lot, or at the console that asks. */
export interface PrintDocument {
  readonly type: 'PrintDocument';
  readonly document: PrintedDocument;
  /** Null: the console prints it itself. */
  readonly deviceId: DeviceId | null;
}

/** What became of a job. */
export interface ReportPrint {
  readonly type: 'ReportPrint';
  readonly jobId: string;
  readonly outcome: PrintOutcome;
}

/** Printed, or why not, as a sentence. */
export type PrintOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly detail: string;
      /** `maybe`: it may be on paper all the same. `unheard`: so it may, and whoever asked is not told. */
      readonly doubt?: 'maybe' | 'unheard';
    };

/** Whoever stands at an exit wants a receipt on paper: by its button, or by staff. */
export interface RequestReceipt {
  readonly type: 'RequestReceipt';
  readonly laneId: LaneId;
}

/** The printer that a clerk's till prints at from now on; null: none. */
export interface ChooseTillPrinter {
  readonly type: 'ChooseTillPrinter';
  readonly deviceId: DeviceId | null;
}

/** A printer's paper comes to its end, or was replaced. */
export interface ReportPaper {
  readonly type: 'ReportPaper';
  readonly deviceId: DeviceId;
  readonly low: boolean;
}

/** How tickets or receipts look from now on, or back to the look that every lot begins with. */
export interface SavePaperTemplate {
  readonly type: 'SavePaperTemplate';
  readonly choice: TemplateChoice;
}

export type PrintingCommand =
  | PrintDocument
  | ReportPrint
  | RequestReceipt
  | ChooseTillPrinter
  | ReportPaper
  | SavePaperTemplate;
