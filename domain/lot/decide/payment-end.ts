import type { SessionId, ShiftId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Payment } from '../../payment/payment.ts';
import { endsGrace, isUnderWay } from '../../payment/payment.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { overpaidAlarmId, sessionIdOf } from './payment-ids.ts';
import { holdsCash, openShift, shiftOf } from './till.ts';

/** Gives up a payment that is under way. Its terminal or provider has the last word. */
export function decideAbort(state: LotState, command: CommandOf<'AbortPayment'>): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  if (payment.state !== 'requested') return refused('payment-settled');
  if (payment.ending !== null) return NOTHING;
  return happened(endAsked(payment, 'abort', command.reason.trim()));
}

/**
 * Takes a payment back as if it had never been. Possible until the vehicle has passed: a gate that was
 * opened by it closes again.
 */
export function decideReverse(state: LotState, command: CommandOf<'ReversePayment'>): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (payment.state !== 'captured') return refused('payment-not-captured');
  if (payment.ending !== null) return NOTHING;
  if (payment.refundedMinor > 0 || payment.refunds.some(isUnderWay))
    return refused('payment-settled');
  const sessionId = sessionIdOf(payment.purpose);
  if (sessionId !== null && isLeaving(state, sessionId)) return refused('payment-too-late');
  if (payment.method === 'cash') {
    // Out of the drawer of whoever hands it back, and only without one, out of the one it went into.
    const shiftId = shiftOf(state, command.actor) ?? openShift(state, payment.shiftId);
    if (!holdsCash(state, shiftId, payment.capturedMinor)) return refused('drawer-too-little');
    return happened(...reversed(state, payment, { reason, shiftId, at: command.at }));
  }
  if (payment.method !== 'card') return refused('payment-too-late', 'providers only refund');
  return happened(endAsked(payment, 'reverse', reason), ...closeAgain(state, payment, command.at));
}

function endAsked(payment: Payment, how: 'abort' | 'reverse', reason: string): LotEvent {
  const { id: paymentId, purpose } = payment;
  return { type: 'PaymentEndAsked', paymentId, sessionId: sessionIdOf(purpose), how, reason };
}

/** The reversal with its own receipt, the gate closed again, and an alarm about it settled. */
export function reversed(
  state: LotState,
  payment: Payment,
  how: { readonly reason: string; readonly shiftId: ShiftId | null; readonly at: Instant },
): readonly LotEvent[] {
  const sessionId = sessionIdOf(payment.purpose);
  const events: LotEvent[] = [
    {
      type: 'PaymentReversed',
      paymentId: payment.id,
      sessionId,
      method: payment.method,
      receiptNumber: state.payments.lastReceiptNumber + 1,
      amountMinor: payment.capturedMinor,
      shiftId: how.shiftId,
      reason: how.reason,
    },
    ...closeAgain(state, payment, how.at),
  ];
  const alarm = state.alarms.get(overpaidAlarmId(payment.id));
  if (alarm !== undefined && alarm.clearedAt === null)
    events.push({ type: 'AlarmCleared', alarmId: alarm.id });
  return events;
}

/** The vehicle is gone, or already under the gate. */
function isLeaving(state: LotState, sessionId: SessionId): boolean {
  if (!state.sessions.has(sessionId)) return true;
  for (const lane of state.lanes.values())
    if (lane.sessionId === sessionId && lane.phase === 'passing') return true;
  return false;
}

/**
 * A gate that the payment had opened, and that nobody has driven through yet, closes, and the vehicle
 * there is asked for what it owes without the payment.
 */
function closeAgain(state: LotState, payment: Payment, at: Instant): readonly LotEvent[] {
  const { purpose, capturedMinor } = payment;
  const session = purpose.kind === 'session' ? state.sessions.get(purpose.sessionId) : undefined;
  const events: LotEvent[] = [];
  if (session === undefined) return events;
  const { id: sessionId } = session;
  // What its terminal is reversing counts as gone already.
  const isGone = state.payments.reversing.has(payment.id);
  const paidMinor = session.paidMinor - (isGone ? 0 : capturedMinor);
  const graceUntilAt = endsGrace(payment, capturedMinor) ? at : session.graceUntilAt;
  const { dueMinor, quote } = duePayment(state, { ...session, paidMinor, graceUntilAt }, at);
  // Paid twice, it is still paid once.
  if (dueMinor === 0) return events;
  for (const [laneId, lane] of state.lanes) {
    if (lane.sessionId !== sessionId || lane.phase !== 'vended') continue;
    events.push({ type: 'AuthorisationExpired', laneId, sessionId });
    events.push({ type: 'PaymentDue', laneId, sessionId, dueMinor, quote });
  }
  return events;
}
