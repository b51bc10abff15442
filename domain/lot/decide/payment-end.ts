import type { SessionId } from '../../kernel/ids.ts';
import type { Payment } from '../../payment/payment.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { overpaidAlarmId, sessionIdOf } from './payment-capture.ts';

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
  if (payment.refundedMinor > 0 || payment.refunds.some((one) => one.settledAt === null))
    return refused('payment-settled');
  const sessionId = sessionIdOf(payment.purpose);
  if (sessionId !== null && isLeaving(state, sessionId)) return refused('payment-too-late');
  if (payment.method === 'cash') return happened(...reversed(state, payment, reason));
  if (payment.method !== 'card') return refused('payment-too-late', 'providers only refund');
  return happened(endAsked(payment, 'reverse', reason), ...closeAgain(state, sessionId));
}

function endAsked(payment: Payment, how: 'abort' | 'reverse', reason: string): LotEvent {
  const { id: paymentId, purpose } = payment;
  return { type: 'PaymentEndAsked', paymentId, sessionId: sessionIdOf(purpose), how, reason };
}

/** The reversal with its own receipt, the gate closed again, and an alarm about it settled. */
export function reversed(state: LotState, payment: Payment, reason: string): readonly LotEvent[] {
  const sessionId = sessionIdOf(payment.purpose);
  const events: LotEvent[] = [
    {
      type: 'PaymentReversed',
      paymentId: payment.id,
      sessionId,
      method: payment.method,
      receiptNumber: state.payments.lastReceiptNumber + 1,
      amountMinor: payment.capturedMinor,
      shiftId: payment.shiftId,
      reason,
    },
    ...closeAgain(state, sessionId),
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

function closeAgain(state: LotState, sessionId: SessionId | null): readonly LotEvent[] {
  if (sessionId === null) return [];
  const events: LotEvent[] = [];
  for (const [laneId, lane] of state.lanes)
    if (lane.sessionId === sessionId && lane.phase === 'vended')
      events.push({ type: 'AuthorisationExpired', laneId, sessionId });
  return events;
}
