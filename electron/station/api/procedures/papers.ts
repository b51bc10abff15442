import type { TemplateRow } from '#domain/contract/prints.ts';
import { columnsOf } from '#domain/paper/paper-form.ts';
import { receiptPaper } from '#domain/payment/receipt-paper.ts';
import {
  DEFAULT_RECEIPT,
  DEFAULT_TICKET,
  receiptTemplateOf,
  type TemplateChoice,
  ticketTemplateOf,
} from '#domain/printing/template.ts';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { sampleReceipt, sampleTicket } from '../../documents/sample-paper.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError } from '../api-error.ts';
import { api, type CallContext } from '../base.ts';
import { findEvent, installedOf, lotOf, submitted } from '../lot-call.ts';
import { document } from './documents.ts';

/** How tickets and receipts of a lot look. */
export const papers = {
  list: api.papers.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return [ticketRow(service), receiptRow(service)];
  }),

  save: api.papers.save.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { choice, commandId } = input;
    await checkLogo(context, choice);
    const events = await submitted(
      context,
      service,
      { type: 'SavePaperTemplate', choice },
      { procedure: 'papers.save', commandId },
    );
    const saved = findEvent(events, 'PaperTemplateSaved');
    // Nothing happens where it looks like that already.
    const before = service.state.printing.templates.get(choice.paper)?.version ?? 0;
    return { version: saved?.event.version ?? before };
  }),

  preview: api.papers.preview.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    installedOf(service);
    const { choice } = input;
    await checkLogo(context, choice);
    const at = context.services.clock.now();
    const { paperWidthMm, codePage: ownPage } = choice.template ?? DEFAULT_TICKET;
    const { columns = columnsOf(paperWidthMm), codePage = ownPage } = input;
    const paper = samplePaper(service, choice, at);
    const form = { columns, codePage };
    const bytes = await context.services.press.make({ paper, format: 'strip', form });
    return document(`${choice.paper}-sample.png`, 'png', bytes);
  }),
};

function samplePaper(service: LotService, choice: TemplateChoice, at: number) {
  if (choice.paper === 'ticket')
    return ticketPaper(sampleTicket(service, at), { template: choice.template ?? DEFAULT_TICKET });
  const template = choice.template ?? DEFAULT_RECEIPT;
  return receiptPaper(sampleReceipt(service, at), { issue: 'original', printedAt: at, template });
}

/** @throws where the logo is no picture that can be printed, naming the place */
async function checkLogo(context: CallContext, { template }: TemplateChoice): Promise<void> {
  if (template === null || template.logo === null) return;
  const message = Buffer.from(
    await context.services.press.make({ logo: template.logo }),
  ).toString();
  if (message === '') return;
  const issues = [{ path: 'choice.template.logo', message }];
  throw apiError('invalid', `choice.template.logo: ${message}`, { issues });
}

function savedOf({ state }: LotService, paper: TemplateChoice['paper']) {
  const saved = state.printing.templates.get(paper);
  return {
    isStandard: saved === undefined || saved.choice.template === null,
    version: saved?.version ?? 0,
    savedBy: saved?.savedBy ?? null,
    savedAt: saved?.savedAt ?? null,
  };
}

function ticketRow(service: LotService): TemplateRow {
  const template = ticketTemplateOf(service.state.printing.templates);
  return { paper: 'ticket', template, standard: DEFAULT_TICKET, ...savedOf(service, 'ticket') };
}

function receiptRow(service: LotService): TemplateRow {
  const template = receiptTemplateOf(service.state.printing.templates);
  return { paper: 'receipt', template, standard: DEFAULT_RECEIPT, ...savedOf(service, 'receipt') };
}
