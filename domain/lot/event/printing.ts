import type { DeviceId, LaneId, SessionId } from '../../kernel/ids.ts';
import type { PrintedDocument } from '../../printing/print-job.ts';
import type { TemplateChoice } from '../../printing/template.ts';

interface Printed {
  readonly jobId: string;
  readonly document: PrintedDocument;
  /** 0 for the original, 1 for the first copy. */
  readonly copy: number;
}

/** What is put on paper, and how it looks there. */
export type PrintingEvent =
  | (Printed & {
      readonly type: 'PrintAsked';
      /** Null: the console that asked prints it, and says no more. */
      readonly deviceId: DeviceId | null;
      /** The lane whose vehicle waits for it. */
      readonly laneId: LaneId | null;
      readonly sessionId: SessionId | null;
    })
  | (Printed & { readonly type: 'PrintDone'; readonly deviceId: DeviceId })
  | (Printed & {
      readonly type: 'PrintFailed';
      readonly deviceId: DeviceId;
      readonly detail: string;
      /** It may be on paper all the same, so the next one is a copy. */
      readonly mayBeOut?: true;
    })
  /** Asked for before it was paid: it is printed with the payment. */
  | { readonly type: 'ReceiptWanted'; readonly laneId: LaneId; readonly sessionId: SessionId }
  /** By whoever's till it is. */
  | { readonly type: 'TillPrinterChosen'; readonly deviceId: DeviceId | null }
  | {
      readonly type: 'PaperTemplateSaved';
      readonly version: number;
      readonly choice: TemplateChoice;
    };
