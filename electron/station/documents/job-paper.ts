import type { DeviceOf } from '#domain/facility/device-file.ts';
import { must } from '#domain/kernel/assert.ts';
import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Paper } from '#domain/paper/paper.ts';
import { slipPaper } from '#domain/payment/payment-slip.ts';
import { receiptPaper } from '#domain/payment/receipt-paper.ts';
import type { CopyMark } from '#domain/printing/copy-mark.ts';
import type { PrintedDocument } from '#domain/printing/print-job.ts';
import { receiptTemplateOf, ticketTemplateOf } from '#domain/printing/template.ts';
import { testPage } from '#domain/printing/test-page.ts';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import type { LotService } from '../runtime/lot-service.ts';
import type { EscPosForm } from './escpos.ts';
import { receiptFacts } from './receipt-facts.ts';
import { slipFacts } from './slip-facts.ts';
import { ticketFacts } from './ticket-facts.ts';

export interface PaperAsked {
  readonly document: PrintedDocument;
  /** Null for an original. */
  readonly copy: CopyMark | null;
  /** What stands on a test page. */
  readonly printer: string;
  readonly at: number;
  readonly by: string;
}

/**
 * A document laid out as the lot's templates say. Null for one that the lot does not know, or not any
 * more. The read models must have caught up with what it is about.
 */
export async function paperOf(
  service: LotService,
  asked: PaperAsked,
  reveal: (ref: PlateRef | null) => string | null,
): Promise<Paper | null> {
  const installed = must(service.state.installed, 'documents are of an open lot');
  const { lot } = installed;
  const { templates } = service.state.printing;
  const { document, copy, at } = asked;
  const mark = copy === null ? {} : { copy };
  switch (document.kind) {
    case 'ticket': {
      const ticket = await ticketFacts(service, installed, document.number, reveal);
      const template = ticketTemplateOf(templates);
      return ticket === null ? null : ticketPaper(ticket, { template, ...mark });
    }
    case 'receipt': {
      const receipt = await receiptFacts(service, lot, document.number, reveal);
      const template = receiptTemplateOf(templates);
      if (receipt === null) return null;
      const original = document.late ? 'late' : 'original';
      const issue = copy === null ? original : 'copy';
      return receiptPaper(receipt, { issue, printedAt: at, template, ...mark });
    }
    case 'slip': {
      const payment = service.state.payments.payments.get(document.paymentId);
      const slip = payment === undefined ? null : slipFacts(service, lot, payment);
      return slip === null ? null : slipPaper(slip);
    }
    case 'test': {
      const { printer, by } = asked;
      return testPage({ ...lot, printer, at, by });
    }
  }
}

/** How a printer of the lot takes its jobs. */
export function formOf(printer: DeviceOf<'printer-escpos'>): {
  readonly form: EscPosForm;
  readonly format: 'escpos' | 'raster';
} {
  const { columns, codePage, prints } = printer;
  return { form: { columns, codePage }, format: prints === 'picture' ? 'raster' : 'escpos' };
}
