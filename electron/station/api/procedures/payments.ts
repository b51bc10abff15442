import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, installedOf, lotOf, submit } from '../lot-call.ts';
import { findPresented } from '../presented.ts';

/** Stands for a session that could not be found; the lot knows none of this id. */
const NO_SESSION = 'none';

/** Cash over the counter. */
export const payments = {
  create: api.payments.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { method, amountMinor, commandId } = input;
    const found = findPresented(service, input);
    const isRepeatable = (context.idempotencyKey ?? commandId) !== undefined;
    // With an id the lot is asked even so: the vehicle may have left since the first time this was
    // sent, and the same id gets the same receipt.
    if (!found.ok && !isRepeatable) throw refusalError(found.refusal);
    const sessionId = found.ok ? found.session.id : NO_SESSION;
    const outcome = await submit(
      context,
      service,
      {
        type: 'TakePayment',
        sessionId,
        method,
        amountMinor,
        tenderedMinor: input.tenderedMinor ?? amountMinor,
      },
      { procedure: 'payments.create', commandId },
    );
    if (!outcome.ok) throw refusalError(found.ok ? outcome.refusal : found.refusal);
    const { event } = eventOf(outcome.events, 'PaymentTaken');
    return {
      paymentId: event.paymentId,
      receiptNumber: event.receiptNumber,
      amountMinor: event.amountMinor,
      changeMinor: event.changeMinor,
      currency: installedOf(service).lot.currency,
      graceUntilAt: event.graceUntilAt,
      sessionId: event.sessionId,
    };
  }),
};
