import { mayDo } from '#domain/access/roles.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { Refusal } from '#domain/lot/words.ts';
import type { PaymentPurpose } from '#domain/payment/payment.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import type { CallContext } from '../base.ts';
import { api, callerOf } from '../base.ts';
import {
  eventOf,
  findEvent,
  installedOf,
  lotOf,
  plateRefOf,
  revealFor,
  submit,
  submitted,
} from '../lot-call.ts';
import { methodsOf, serverOf } from '../payment-methods.ts';
import { paymentRow, searchPayments } from '../payment-row.ts';
import { findPresented } from '../presented.ts';

/** Stands for a session that could not be found; the lot knows none of this id. */
const NO_SESSION = 'none';

type CreateInput = Parameters<Parameters<typeof api.payments.create.handler>[0]>[0]['input'];

interface Meant {
  readonly purpose: PaymentPurpose;
  /** Why the ticket or plate stands for no session, told unless the same id was answered before. */
  readonly refusal: Refusal | null;
}

/** What a call pays for; exactly one thing. */
function purposeOf(service: LotService, input: CreateInput): Meant {
  const { reservationId, membershipId, lostTicket, what = 'fee' } = input;
  const named = [reservationId, membershipId, lostTicket, input.ticket ?? input.plate];
  if (named.filter((one) => one !== undefined).length > 1)
    throw invalidField('ticket', 'give one thing to pay for, not several');
  if (reservationId !== undefined)
    return { purpose: { kind: 'reservation', reservationId }, refusal: null };
  if (membershipId !== undefined)
    return { purpose: { kind: 'membership', membershipId, what }, refusal: null };
  if (lostTicket !== undefined) {
    const { vehicleClass, plate } = lostTicket;
    const plateRef = plate === undefined ? null : plateRefOf(service, plate);
    return { purpose: { kind: 'lost-ticket', vehicleClass, plateRef }, refusal: null };
  }
  const found = findPresented(service, input);
  const sessionId = found.ok ? found.session.id : NO_SESSION;
  return { purpose: { kind: 'session', sessionId }, refusal: found.ok ? null : found.refusal };
}

/** Money: over the counter, by the terminal, through a provider; and back again. */
export const payments = {
  create: api.payments.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { currency } = installedOf(service).lot;
    const { method, amountMinor, part, commandId } = input;
    if (input.currency !== undefined && input.currency !== currency)
      throw invalidField('currency', `expected ${currency}, the currency of this lot`);
    const { purpose, refusal } = purposeOf(service, input);
    const isRepeatable = (context.idempotencyKey ?? commandId) !== undefined;
    // With an id the lot is asked even so: the vehicle may have left since the first time this was
    // sent, and the same id gets the same receipt.
    if (refusal !== null && !isRepeatable) throw refusalError(refusal);
    const paid =
      method === 'cash'
        ? ({
            type: 'TakePayment',
            purpose,
            amountMinor,
            tenderedMinor: input.tenderedMinor ?? amountMinor,
            part,
          } as const)
        : ({
            type: 'RequestPayment',
            purpose,
            method,
            amountMinor,
            part,
            laneId: null,
            ...serverOf(context, service, method, input),
          } as const);
    const sent = { procedure: 'payments.create', commandId };
    const outcome = await submit(context, service, paid, sent);
    if (!outcome.ok) throw refusalError(refusal ?? outcome.refusal);
    const captured = findEvent(outcome.events, 'PaymentCaptured');
    if (captured !== null) {
      const { paymentId, receiptNumber, changeMinor, graceUntilAt, sessionId } = captured.event;
      const state = 'captured' as const;
      return {
        paymentId,
        state,
        receiptNumber,
        amountMinor: captured.event.amountMinor,
        changeMinor,
        currency,
        graceUntilAt,
        sessionId,
      };
    }
    const { event } = eventOf(outcome.events, 'PaymentRequested');
    return {
      paymentId: event.paymentId,
      state: 'requested' as const,
      receiptNumber: null,
      amountMinor: event.amountMinor,
      changeMinor: 0,
      currency,
      graceUntilAt: null,
      sessionId: event.sessionId,
    };
  }),

  list: api.payments.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    return searchPayments(service, input, revealFor(context, service));
  }),

  get: api.payments.get.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const payment = service.state.payments.payments.get(input.paymentId);
    if (payment === undefined) throw unknownPayment(input.paymentId);
    return paymentRow(service, payment, revealFor(context, service));
  }),

  abort: api.payments.abort.handler(async ({ context, input }) => {
    const { paymentId, reason } = input;
    await act(context, input, 'abort', { type: 'AbortPayment', paymentId, reason });
    return { ok: true as const };
  }),

  reverse: api.payments.reverse.handler(async ({ context, input }) => {
    const { paymentId, reason } = input;
    const service = lotOf(context, input.lotId);
    const purpose = service.state.payments.payments.get(paymentId)?.purpose;
    // A stay that is over cannot be reversed. Of everything else whoever paid is gone as well, so to take
    // it back is to give money back.
    const isStay = purpose === undefined || purpose.kind === 'session';
    if (!isStay && !mayDo(callerOf(context).role, 'payment.refund'))
      throw apiError('forbidden', 'Only a manager takes back what was not paid for a stay.', {
        needs: 'payment.refund',
      });
    await act(context, input, 'reverse', { type: 'ReversePayment', paymentId, reason });
    return { ok: true as const };
  }),

  refund: api.payments.refund.handler(async ({ context, input }) => {
    const { paymentId, amountMinor, reason, as } = input;
    const command = { type: 'RefundPayment', paymentId, amountMinor, reason, as } as const;
    const events = await act(context, input, 'refund', command);
    const { refundId } = eventOf(events, 'RefundRequested').event;
    const refunded = findEvent(events, 'PaymentRefunded');
    return { refundId, receiptNumber: refunded?.event.receiptNumber ?? null };
  }),

  resolve: api.payments.resolve.handler(async ({ context, input }) => {
    const { paymentId, captured, reason } = input;
    await act(context, input, 'resolve', { type: 'ResolvePayment', paymentId, captured, reason });
    return { ok: true as const };
  }),

  methods: api.payments.methods.handler(({ context, input }) =>
    methodsOf(context, lotOf(context, input.lotId)),
  ),
};

function act(
  context: CallContext,
  input: { readonly lotId: string; readonly commandId?: string | undefined },
  action: string,
  command: Parameters<typeof submitted>[2],
) {
  const { commandId } = input;
  const procedure = `payments.${action}`;
  return submitted(context, lotOf(context, input.lotId), command, { procedure, commandId });
}

function unknownPayment(paymentId: string) {
  const code = 'payment-unknown';
  return refusalError({ code, message: refusalSentence(code, paymentId) });
}

function invalidField(path: string, message: string) {
  return apiError('invalid', `${path}: ${message}`, { issues: [{ path, message }] });
}
