import type { Document } from '#domain/contract/documents.ts';
import type { TicketNumber } from '#domain/kernel/ids.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { Paper } from '#domain/paper/paper.ts';
import { columnsOf, type PaperColumns } from '#domain/paper/paper-form.ts';
import { slipPaper } from '#domain/payment/payment-slip.ts';
import {
  DEFAULT_TICKET,
  receiptTemplateOf,
  type TicketTemplate,
  ticketTemplateOf,
} from '#domain/printing/template.ts';
import { parseTicketNumber } from '#domain/ticket/number.ts';
import type { EscPosForm } from '../../documents/escpos.ts';
import { receiptFacts } from '../../documents/receipt-facts.ts';
import { slipFacts } from '../../documents/slip-facts.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { paperToGive, unknownDocument } from '../issued-paper.ts';
import { installedOf, lotOf, revealFor } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Tickets and receipts as files: each that is given out is on record and counted, as printed ones are. */
export const documents = {
  ticket: api.documents.ticket.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    const { name, format } = fileParts(input.file);
    const number = ticketNumber(name);
    const paper = await paperToGive(context, service, {
      document: { kind: 'ticket', number },
      isPreview: input.issue === 'preview',
    });
    return documentFile(context, {
      fileName: `ticket-${number}`,
      format: format as FileOfPaper,
      form: formOf(input.columns, ticketTemplateOf(service.state.printing.templates)),
      paper,
    });
  }),

  receipt: api.documents.receipt.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { name, format } = fileParts(input.file);
    const number = /^[1-9]\d{0,14}$/.test(name) ? Number(name) : null;
    if (number === null) throw unknownReceipt(name);
    const { lot } = installedOf(service);
    const fileName = `${service.lotId}-receipt-${number}`;
    if (format === 'json') {
      await viewsUpToDate(service);
      const receipt = await receiptFacts(service, lot, number, revealFor(context, service));
      if (receipt === null) throw unknownReceipt(name);
      return document(`${fileName}.json`, 'json', Buffer.from(JSON.stringify(receipt)));
    }
    const late = input.issue === 'late' ? ({ late: true } as const) : {};
    const paper = await paperToGive(context, service, {
      document: { kind: 'receipt', number, ...late },
      isPreview: input.issue === 'preview',
    });
    return documentFile(context, {
      fileName,
      format,
      form: formOf(input.columns, receiptTemplateOf(service.state.printing.templates)),
      paper,
    });
  }),

  slip: api.documents.slip.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { name: paymentId, format } = fileParts(input.file);
    const payment = service.state.payments.payments.get(paymentId);
    if (payment === undefined) {
      const code = 'payment-unknown';
      throw refusalError({ code, message: refusalSentence(code) });
    }
    const slip = slipFacts(service, installedOf(service).lot, payment);
    if (slip === null) {
      throw apiError(
        'nothing-to-scan',
        'This payment is not waited for, or nothing is scanned for it.',
      );
    }
    return documentFile(context, {
      fileName: `payment-${payment.reference}`,
      format: format as FileOfPaper,
      form: formOf(input.columns, DEFAULT_TICKET),
      paper: slipPaper(slip),
    });
  }),
};

const TYPES = {
  pdf: 'application/pdf',
  png: 'image/png',
  escpos: 'application/octet-stream',
  json: 'application/json; charset=utf-8',
} as const;
type FileFormat = keyof typeof TYPES;
/** A document as a file, before it is for any one printer. */
type FileOfPaper = Exclude<FileFormat, 'json'>;

interface FileAsked {
  /** Without its ending. */
  readonly fileName: string;
  readonly format: FileOfPaper;
  readonly form: EscPosForm;
  readonly paper: Paper;
}

/** A document as a file, as consoles get it. */
export async function documentFile(context: CallContext, asked: FileAsked): Promise<Document> {
  const { fileName, format, ...job } = asked;
  const bytes = await context.services.press.make({ ...job, format });
  return document(`${fileName}.${format}`, format, bytes);
}

export function document(fileName: string, format: FileFormat, bytes: Uint8Array): Document {
  return { fileName, type: TYPES[format], base64: Buffer.from(bytes).toString('base64') };
}

/** As asked for, else as the template's paper is. */
function formOf(
  columns: PaperColumns | undefined,
  { paperWidthMm, codePage }: Pick<TicketTemplate, 'paperWidthMm' | 'codePage'>,
): EscPosForm {
  return { columns: columns ?? columnsOf(paperWidthMm), codePage };
}

/** The schema has seen to it that there is a name, a dot, and an ending that is offered. */
function fileParts(name: string): { readonly name: string; readonly format: FileFormat } {
  const dot = name.lastIndexOf('.');
  return { name: name.slice(0, dot), format: name.slice(dot + 1) as FileFormat };
}

function ticketNumber(text: string): TicketNumber {
  const number = parseTicketNumber(text);
  if (!number.ok) throw unknownTicket();
  return number.value;
}

function unknownTicket() {
  return unknownDocument({ kind: 'ticket', number: '' });
}

function unknownReceipt(name: string) {
  return apiError('receipt-unknown', `There is no receipt "${name}" in this lot.`);
}
