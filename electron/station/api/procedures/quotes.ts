import { duePayment } from '#domain/lot/due.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { installedOf, lotOf, revealFor } from '../lot-call.ts';
import { findPresented } from '../presented.ts';
import { liveRow } from '../session-row.ts';

/** What a stay costs at this moment. */
export const quotes = {
  create: api.quotes.create.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { lot } = installedOf(service);
    const found = findPresented(service, input);
    if (!found.ok) throw refusalError(found.refusal);
    const { session } = found;
    const { quote, dueMinor } = duePayment(service.state, session, context.services.clock.now());
    return {
      session: liveRow(session, service, revealFor(context, service)),
      quote: { ...quote, lines: [...quote.lines], taxes: [...quote.taxes] },
      paidMinor: session.paidMinor,
      dueMinor,
      currency: lot.currency,
      graceUntilAt: session.graceUntilAt,
    };
  }),
};
