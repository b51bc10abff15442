import type { AskedDocument } from '#domain/contract/prints.ts';
import type { PrintedDocument } from '#domain/printing/print-job.ts';
import { parseTicketNumber } from '#domain/ticket/number.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api, type CallContext } from '../base.ts';
import { type Issued, markedPaper, unknownDocument } from '../issued-paper.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';
import { watchPrints } from '../print-outcomes.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';
import { documentFile } from './documents.ts';

/** What printers a console's own picture is for does not matter: it is laid out by itself. */
const CONSOLE_FORM = { columns: 42, codePage: 'cp858' } as const;

/** Documents on paper, logged and counted: what was printed before is a copy. */
export const prints = {
  create: api.prints.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    const document = documentOf(input.document);
    await viewsUpToDate(service);
    const now = { document, copy: 0, at: context.services.clock.now() };
    // What the lot does not know is refused before it is on record.
    await markedPaper(context, service, now);
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

function documentOf(document: AskedDocument): PrintedDocument {
  if (document.kind === 'receipt') {
    const { kind, number, late } = document;
    return { kind, number, ...(late === undefined ? {} : { late }) };
  }
  if (document.kind !== 'ticket') return document;
  const number = parseTicketNumber(document.number);
  if (!number.ok) throw unknownDocument({ kind: 'ticket', number: '' });
  return { kind: 'ticket', number: number.value };
}

/** For the printer of the console itself. */
async function pictureOf(context: CallContext, service: LotService, issued: Issued) {
  const paper = await markedPaper(context, service, issued);
  return documentFile(context, {
    fileName: paper.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    format: 'png',
    form: CONSOLE_FORM,
    paper,
  });
}
