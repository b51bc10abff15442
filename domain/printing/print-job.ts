import type { DeviceId, LaneId, PaymentId, SessionId, TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { SavedTemplate, TemplateKind } from './template.ts';

/** What a printer of the lot, or a console, is asked to put on paper. */
export type PrintedDocument =
  | { readonly kind: 'ticket'; readonly number: TicketNumber }
  | {
      readonly kind: 'receipt';
      readonly number: number;
      /** Asked for afterwards, by a driver who had none: an original says so. */
      readonly late?: true;
    }
  | { readonly kind: 'slip'; readonly paymentId: PaymentId }
  /** Shows that a printer works. */
  | { readonly kind: 'test' };

/** A document that was given to a printer, which has not said yet what became of it. */
export interface PrintJob {
  readonly id: string;
  readonly document: PrintedDocument;
  readonly deviceId: DeviceId;
  /** The lane whose vehicle waits for it; null for a document of the desk. */
  readonly laneId: LaneId | null;
  readonly sessionId: SessionId | null;
  /** 0 for the original, 1 for the first copy. */
  readonly copy: number;
  readonly at: Instant;
  readonly by: string;
}

/** What a lot knows of paper. Plain data: it is part of snapshots. */
export interface PrintBook {
  readonly jobs: Map<string, PrintJob>;
  /** How often a document was printed, by `printKey`; the latest ones, oldest first. */
  readonly counts: Map<string, number>;
  /** Receipts up to this number may have been printed and forgotten: they are copies. */
  forgottenReceipt: number;
  readonly templates: Map<TemplateKind, SavedTemplate>;
  /** The printer of each clerk's till, from one shift to the next. */
  readonly tillPrinters: Map<string, DeviceId>;
}

/** Documents of a lot that are with its printers at one time. */
export const JOBS_OPEN_MAX = 200;

/** How many documents are remembered as printed; a busy lot prints as many in some weeks. */
export const PRINTS_REMEMBERED_MAX = 20_000;

export function emptyPrintBook(): PrintBook {
  return {
    jobs: new Map(),
    counts: new Map(),
    forgottenReceipt: 0,
    templates: new Map(),
    tillPrinters: new Map(),
  };
}

/** Names what may have an original and copies; null for what has none. */
export function printKey(document: PrintedDocument): string | null {
  switch (document.kind) {
    case 'ticket':
    case 'receipt':
      return `${document.kind} ${document.number}`;
    case 'slip':
    case 'test':
      return null;
  }
}

/** How an alarm calls a document. */
export function documentName(document: PrintedDocument): string {
  switch (document.kind) {
    case 'ticket':
      return 'a ticket';
    case 'receipt':
      return `receipt ${document.number}`;
    case 'slip':
      return 'a payment slip';
    case 'test':
      return 'a test page';
  }
}

/** Which copy the next print of a document is: 0 for the original. What is under way counts as printed. */
export function nextCopy(book: PrintBook, document: PrintedDocument): number {
  const key = printKey(document);
  if (key === null) return 0;
  let printed = printedTimes(book, document, key);
  for (const job of book.jobs.values()) if (printKey(job.document) === key) printed += 1;
  return printed;
}

function printedTimes(
  { counts, forgottenReceipt }: PrintBook,
  document: PrintedDocument,
  key: string,
): number {
  const isForgotten = document.kind === 'receipt' && document.number <= forgottenReceipt;
  return counts.get(key) ?? (isForgotten ? 1 : 0);
}

/** Remembers a print, and forgets the oldest where there are too many. */
export function countPrint(book: PrintBook, document: PrintedDocument): void {
  const key = printKey(document);
  if (key === null) return;
  const printed = printedTimes(book, document, key) + 1;
  book.counts.delete(key);
  book.counts.set(key, printed);
  for (const oldest of book.counts.keys()) {
    if (book.counts.size <= PRINTS_REMEMBERED_MAX) return;
    book.counts.delete(oldest);
    const [kind, number = ''] = oldest.split(' ');
    if (kind === 'receipt') book.forgottenReceipt = Math.max(book.forgottenReceipt, Number(number));
  }
}
