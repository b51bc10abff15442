import { dueOf } from '#domain/lot/decide/payment-due.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import { duePayment } from '#domain/lot/due.ts';
import type { RefusalCode } from '#domain/lot/words.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api, callerOf } from '../base.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';

/** Tickets that their drivers have lost. */
export const lostTickets = {
  declare: api.lostTickets.declare.handler(async ({ context, input }) => {
    const { sessionId, reason, commandId } = input;
    const service = lotOf(context, input.lotId);
    const events = await submitted(
      context,
      service,
      { type: 'DeclareTicketLost', sessionId, reason },
      { procedure: 'lostTickets.declare', commandId },
    );
    const { event, at } = eventOf(events, 'TicketLost');
    const session = service.state.sessions.get(sessionId);
    const { ticketNumber: number } = event;
    return {
      ticket: { number, token: service.tokenOf(number, session?.issuedAt ?? at) },
      // Asked again by the same id after it has left, nothing is due.
      dueMinor:
        session === undefined
          ? 0
          : duePayment(service.state, session, context.services.clock.now()).dueMinor,
      currency: installedOf(service).lot.currency,
    };
  }),

  withdraw: api.lostTickets.withdraw.handler(async ({ context, input }) => {
    const { sessionId, reason, commandId } = input;
    const events = await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'WithdrawTicketLost', sessionId, reason },
      { procedure: 'lostTickets.withdraw', commandId },
    );
    return { ticketNumber: eventOf(events, 'TicketFound').event.ticketNumber };
  }),

  charge: api.lostTickets.charge.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { currency } = installedOf(service).lot;
    const { vehicleClass } = input;
    const purpose = { kind: 'lost-ticket', vehicleClass, plateRef: null } as const;
    const due = dueOf(service.state, purpose, context.services.clock.now());
    if (!due.ok) throw refusal(due.code);
    return { dueMinor: due.dueMinor, currency };
  }),

  letOut: api.lostTickets.letOut.handler(async ({ context, input }) => {
    const { laneId, paymentId } = input;
    const service = lotOf(context, input.lotId);
    const payment = service.state.payments.payments.get(paymentId);
    if (payment === undefined) throw refusal('payment-unknown');
    if (payment.purpose.kind !== 'lost-ticket')
      throw apiError('invalid', 'paymentId: this payment was not for a lost ticket', {
        issues: [{ path: 'paymentId', message: 'this payment was not for a lost ticket' }],
      });
    if (payment.state !== 'captured') throw refusal('payment-not-captured');
    // Looked at first: what the lot refuses once, it refuses to this payment for good.
    const lane = installedOf(service).lanes.get(laneId);
    if (lane === undefined) throw refusal('lane-unknown');
    if (lane.direction === 'entry') throw refusal('lane-wrong-direction');
    const { username: name, role } = callerOf(context);
    // One payment opens once, whoever asks and however often: the payment names the command.
    const outcome = await service.submit(
      {
        type: 'VendGate',
        laneId,
        reason: `Lost ticket paid, receipt ${payment.receiptNumber} (${paymentId})`,
      },
      { actor: { kind: 'user', name, role }, commandId: `lost-ticket-exit:${paymentId}` },
    );
    if (!outcome.ok) throw refusalError(outcome.refusal);
    return { ok: true as const };
  }),
};

function refusal(code: RefusalCode) {
  return refusalError({ code, message: refusalSentence(code) });
}
