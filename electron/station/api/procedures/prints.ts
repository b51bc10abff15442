import { refusalSentence } from '#domain/lot/decision.ts';
import type { PrintedDocument } from '#domain/printing/print-job.ts';
import { parseTicketNumber } from '#domain/ticket/number.ts';
import { type PaperAsked, paperOf } from '../../documents/job-paper.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, type CallContext, callerOf } from '../base.ts';
import { eventOf, installedOf, lotOf, revealFor, submitted } from '../lot-call.ts';
import { watchPrints } from '../print-outcomes.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';
import { documentFile } from './documents.ts';

/** What printers a console's own picture is for does not matter: it is laid out by itself. */
const CONSOLE_FORM = { columns: 42, codePage: 'cp858' } as const;

type Asked = { readonly kind: 'ticket'; readonly number: string } | PrintedDocument;

/** Documents on paper, logged and counted: what was printed before is a copy. */
export const prints = {
  create: api.prints.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    const document = documentOf(input.document);
    await viewsUpToDate(service);
    await knownPaper(context, service, document);
    const outcomes = watchPrints(service);
    try {
      const { deviceId, commandId } = input;
      const events = await submitted(
        context,
        service,
        { type: 'PrintDocument', document, deviceId },
        { procedure: 'prints.create', commandId },
      );
      const { event: asked, at } = eventOf(events, 'PrintAsked');
      const { jobId, copy } = asked;
      if (asked.deviceId !== null)
        return { jobId, copy, ...(await outcomes.of(jobId)), picture: null };
      const picture = await pictureOf(context, service, { document, copy, at });
      return { jobId, copy, state: 'printed' as const, detail: '', picture };
    } finally {
      outcomes.end();
    }
  }),
};

function documentOf(document: Asked): PrintedDocument {
  if (document.kind !== 'ticket') return document;
  const number = parseTicketNumber(document.number);
  if (!number.ok) throw unknownDocument({ kind: 'ticket', number: '' });
  return { kind: 'ticket', number: number.value };
}

/** @throws where the lot has no such document */
async function knownPaper(context: CallContext, service: LotService, document: PrintedDocument) {
  const by = callerOf(context).username;
  const asked = { document, copy: null, printer: '', at: context.services.clock.now(), by };
  return madePaper(context, service, asked);
}

async function madePaper(context: CallContext, service: LotService, asked: PaperAsked) {
  const paper = await paperOf(service, asked, revealFor(context, service));
  if (paper === null) throw unknownDocument(asked.document);
  return paper;
}

function unknownDocument(document: PrintedDocument) {
  switch (document.kind) {
    case 'receipt':
      return apiError('receipt-unknown', `There is no receipt "${document.number}" in this lot.`);
    case 'slip':
      return apiError(
        'nothing-to-scan',
        'This payment is not waited for, or nothing is scanned for it.',
      );
    default:
      return refusalError({ code: 'ticket-unknown', message: refusalSentence('ticket-unknown') });
  }
}

/** For the printer of the console itself. */
async function pictureOf(
  context: CallContext,
  service: LotService,
  {
    document,
    copy,
    at,
  }: { readonly document: PrintedDocument; readonly copy: number; readonly at: number },
) {
  const by = callerOf(context).username;
  const mark = copy === 0 ? null : { number: copy, at, by };
  const paper = await madePaper(context, service, { document, copy: mark, printer: '', at, by });
  return documentFile(context, {
    fileName: paper.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    format: 'png',
    form: CONSOLE_FORM,
    paper,
  });
}
