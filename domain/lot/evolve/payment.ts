import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import { endsGrace, isUnderWay, type Payment, type PaymentBook } from '../../payment/payment.ts';
import { isActive } from '../../reservation/reservation.ts';
import { actorName } from '../actor.ts';
import type { PaymentEvent } from '../event/payment.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import { laneOfWaiting } from '../lane-view.ts';
import type { LotState } from '../state.ts';
import { memberRepaid } from './membership-stay.ts';
import { onReservationMoney } from './reservation.ts';
import { countRefund, countTaken } from './shift.ts';
import { countTakings } from './tally.ts';

/** Settled payments that can still be refunded or printed again; older ones live in the journal. */
export const KEPT_SETTLED_PAYMENTS = 20_000;

/** What happens to payments, and what it means for the session, the shift and the day. */
export function evolvePayment(state: LotState, event: PaymentEvent, recorded: RecordedEvent): void {
  const { payments } = state;
  const { at } = recorded;
  if (event.type === 'PaymentRequested') {
    put(payments, requested(event, recorded));
    return;
  }
  if (event.type === 'PaymentCaptured') {
    capture(state, event, recorded);
    return;
  }
  const payment = payments.payments.get(event.paymentId);
  if (payment === undefined) return;
  switch (event.type) {
    case 'PaymentOffered':
      payment.provider = event.provider;
      payment.providerOrderId = event.providerOrderId;
      payment.link = event.link;
      return;
    case 'PaymentFailed':
      payment.state = 'failed';
      payment.detail = event.detail;
      payment.uncertain = false;
      payment.ending = null;
      settle(state, payment);
      return;
    case 'PaymentUncertain':
      payment.uncertain = true;
      payment.detail = event.detail;
      return;
    case 'PaymentEndAsked':
      payment.ending = event.how;
      if (event.how === 'reverse') payments.reversing.add(payment.id);
      return;
    case 'ReversalFailed':
      payments.reversing.delete(payment.id);
      payment.ending = null;
      payment.detail = event.detail;
      return;
    case 'PaymentReversed':
      payments.reversing.delete(payment.id);
      payment.state = 'reversed';
      payment.ending = null;
      payments.lastReceiptNumber = event.receiptNumber;
      giveBack(state, payment, event.amountMinor, at);
      countRefund(state, event.shiftId, payment.method, event.amountMinor);
      return;
    case 'RefundRequested': {
      const { refundId: id, amountMinor, reason } = event;
      const by = actorName(recorded.actor);
      payment.refunds.push({
        id,
        amountMinor,
        reason,
        by,
        requestedAt: at,
        settledAt: null,
        failed: null,
      });
      return;
    }
    case 'PaymentRefunded':
      refund(state, payment, event, at);
      return;
    case 'RefundFailed': {
      const refund = payment.refunds.find((one) => one.id === event.refundId);
      if (refund !== undefined) refund.failed = event.detail;
      return;
    }
  }
}

function requested(event: EventOf<'PaymentRequested'>, recorded: RecordedEvent): Payment {
  const { paymentId, purpose, method, amountMinor, dueMinor, quote, reference } = event;
  const { laneId, deviceId, provider, expiresAt } = event;
  return {
    id: paymentId,
    purpose,
    method,
    amountMinor,
    dueMinor,
    quote,
    reference,
    requestedAt: recorded.at,
    by: actorName(recorded.actor),
    laneId,
    deviceId,
    expiresAt,
    state: 'requested',
    provider,
    providerOrderId: null,
    link: null,
    capturedMinor: 0,
    capturedAt: null,
    refundedMinor: 0,
    overpaidMinor: 0,
    receiptNumber: null,
    shiftId: null,
    providerReference: null,
    detail: '',
    uncertain: false,
    ending: null,
    refunds: [],
  };
}

function capture(
  state: LotState,
  event: EventOf<'PaymentCaptured'>,
  recorded: RecordedEvent,
): void {
  const { payments } = state;
  const payment = payments.payments.get(event.paymentId) ?? cash(payments, event, recorded);
  payment.state = 'captured';
  payment.capturedMinor = event.amountMinor;
  payment.capturedAt = recorded.at;
  payment.overpaidMinor = event.overpaidMinor;
  payment.receiptNumber = event.receiptNumber;
  payment.shiftId = event.shiftId;
  payment.providerReference = event.providerReference;
  payment.uncertain = false;
  payment.ending = null;
  settle(state, payment);
  payments.lastReceiptNumber = event.receiptNumber;
  receiptAtLane(state, event, recorded.at);
  const session = event.sessionId === null ? undefined : state.sessions.get(event.sessionId);
  if (session !== undefined) {
    session.paidMinor += event.amountMinor;
    if (event.graceUntilAt !== null) session.graceUntilAt = event.graceUntilAt;
  }
  if (payment.purpose.kind === 'reservation')
    onReservationMoney(state, payment.purpose.reservationId, payment.id, event.amountMinor);
  countTaken(state, event.shiftId, event.method, event.amountMinor);
  countTakings(state, recorded.at, event.amountMinor);
}

/** It belongs to the vehicle that paid while it stands there, and to nobody who comes after it. */
function receiptAtLane(state: LotState, event: EventOf<'PaymentCaptured'>, at: Instant): void {
  const { sessionId, receiptNumber: number } = event;
  const laneId = sessionId === null ? null : laneOfWaiting(state, sessionId);
  const lane = laneId === null ? undefined : state.lanes.get(laneId);
  if (lane !== undefined && sessionId !== null) lane.receipt = { sessionId, number, at };
}

/** Cash needs no request: it is there at once. */
function cash(
  book: PaymentBook,
  event: EventOf<'PaymentCaptured'>,
  recorded: RecordedEvent,
): Payment {
  const { paymentId, purpose, sessionId, method, amountMinor, quote } = event;
  const payment = requested(
    {
      type: 'PaymentRequested',
      paymentId,
      sessionId,
      purpose,
      method,
      amountMinor,
      dueMinor: amountMinor,
      quote,
      reference: paymentId,
      laneId: event.laneId,
      deviceId: null,
      provider: null,
      expiresAt: null,
    },
    recorded,
  );
  put(book, payment);
  return payment;
}

function put(book: PaymentBook, payment: Payment): void {
  book.payments.set(payment.id, payment);
  book.byReference.set(payment.reference, payment.id);
  book.open.add(payment.id);
}

/** A settled payment is open no more; the oldest settled ones make room. */
function settle(state: LotState, payment: Payment): void {
  const { payments: book } = state;
  book.open.delete(payment.id);
  if (book.payments.size - book.open.size <= KEPT_SETTLED_PAYMENTS) return;
  for (const [id, old] of book.payments) {
    if (book.open.has(id) || isNeeded(state, old)) continue;
    book.payments.delete(id);
    book.byReference.delete(old.reference);
    return;
  }
}

/** Whether money of it is on its way back, or may have to be given back by the rules of its booking. */
function isNeeded({ reservations }: LotState, { purpose, ending, refunds }: Payment): boolean {
  if (ending !== null || refunds.some(isUnderWay)) return true;
  if (purpose.kind !== 'reservation') return false;
  const booking = reservations.reservations.get(purpose.reservationId);
  return booking !== undefined && isActive(booking);
}

function refund(
  state: LotState,
  payment: Payment,
  event: EventOf<'PaymentRefunded'>,
  at: Instant,
): void {
  const found = must(
    payment.refunds.find((one) => one.id === event.refundId),
    'a refund was requested first',
  );
  // A provider that had called it failed may have done it after all.
  found.failed = null;
  found.settledAt = at;
  giveBack(state, payment, event.amountMinor, at);
  payment.refundedMinor += event.amountMinor;
  payment.state = 'refunded';
  state.payments.lastReceiptNumber = event.receiptNumber;
  countRefund(state, event.shiftId, event.method, event.amountMinor);
}

/** The session owes again what it got back; a grace that was bought with it is over. */
function giveBack(state: LotState, payment: Payment, amountMinor: number, at: Instant): void {
  countTakings(state, at, -amountMinor);
  memberRepaid(state, payment, amountMinor);
  if (payment.purpose.kind === 'reservation')
    onReservationMoney(state, payment.purpose.reservationId, payment.id, -amountMinor);
  const { purpose } = payment;
  const session = purpose.kind === 'session' ? state.sessions.get(purpose.sessionId) : undefined;
  if (session === undefined) return;
  session.paidMinor -= amountMinor;
  if (!endsGrace(payment, amountMinor)) return;
  if (session.graceUntilAt !== null && session.graceUntilAt > at) session.graceUntilAt = at;
}

export const paymentEvolvers = evolversOf<PaymentEvent>(evolvePayment, {
  PaymentRequested: true,
  PaymentOffered: true,
  PaymentCaptured: true,
  PaymentFailed: true,
  PaymentUncertain: true,
  PaymentEndAsked: true,
  PaymentReversed: true,
  ReversalFailed: true,
  RefundRequested: true,
  PaymentRefunded: true,
  RefundFailed: true,
});
