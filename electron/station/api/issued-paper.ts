import type { Instant } from '#domain/kernel/instant.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { Paper } from '#domain/paper/paper.ts';
import { asPreview } from '#domain/printing/copy-mark.ts';
import { nextCopy, type PrintedDocument } from '#domain/printing/print-job.ts';
import { paperOf } from '../documents/job-paper.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { apiError, refusalError } from './api-error.ts';
import { type CallContext, callerOf } from './base.ts';
import { eventOf, revealFor, submitted } from './lot-call.ts';
import { viewsUpToDate } from './views-up-to-date.ts';

/** A document, and which copy of it: 0 for the original. */
export interface Issued {
  readonly document: PrintedDocument;
  readonly copy: number;
  readonly at: Instant;
}

/**
 * A document for whoever prints or keeps it: on record as printed, with the number of its copy. A preview
 * shows what would be printed next, is not counted, and is marked as one.
 * @throws where the lot has no such document
 */
export async function paperToGive(
  context: CallContext,
  service: LotService,
  { document, isPreview }: { readonly document: PrintedDocument; readonly isPreview: boolean },
): Promise<Paper> {
  await viewsUpToDate(service);
  const at = context.services.clock.now();
  const copy = nextCopy(service.state.printing, document);
  // Before it is counted: what the lot does not know is not printed.
  const next = await markedPaper(context, service, { document, copy, at });
  if (isPreview) return asPreview(next);
  return markedPaper(context, service, await issued(context, service, document));
}

async function issued(
  context: CallContext,
  service: LotService,
  document: PrintedDocument,
): Promise<Issued> {
  const events = await submitted(
    context,
    service,
    { type: 'PrintDocument', document, deviceId: null },
    { procedure: `documents.${document.kind}`, commandId: undefined },
  );
  const { event, at } = eventOf(events, 'PrintAsked');
  return { document, copy: event.copy, at };
}

/**
 * A document laid out as the copy that it is.
 * @throws where the lot has no such document
 */
export async function markedPaper(
  context: CallContext,
  service: LotService,
  { document, copy, at }: Issued,
): Promise<Paper> {
  const by = callerOf(context).username;
  const mark = copy === 0 ? null : { number: copy, at, by };
  const asked = { document, copy: mark, printer: '', at, by };
  const paper = await paperOf(service, asked, revealFor(context, service));
  if (paper === null) throw unknownDocument(document);
  return paper;
}

/** What is told of a document that the lot does not have. */
export function unknownDocument(document: PrintedDocument) {
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
