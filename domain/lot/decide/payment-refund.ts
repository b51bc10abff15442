import type { Payment } from '../../payment/payment.ts';
import { isUnderWay, keptMinor } from '../../payment/payment.ts';
import type { CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { overpaidAlarmId, sessionIdOf } from './payment-capture.ts';
import { holdsCash, openShift, shiftOf } from './till.ts';

/** Money back, whole or in part. Out of the drawer at once; through a provider when it confirms. */
export function decideRefund(state: LotState, command: CommandOf<'RefundPayment'>): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (payment.state !== 'captured' && payment.state !== 'refunded')
    return refused('payment-not-captured');
  if (payment.ending !== null) return refused('payment-pending', 'a reversal');
  const { amountMinor } = command;
  const underWay = payment.refunds
    .filter(isUnderWay)
    .reduce((sum, one) => sum + one.amountMinor, 0);
  if (amountMinor <= 0 || amountMinor > keptMinor(payment) - underWay)
    return refused('refund-too-much');
  const refundId = idFrom(command, 'rf');
  const requested: LotEvent = {
    type: 'RefundRequested',
    paymentId: payment.id,
    sessionId: sessionIdOf(payment.purpose),
    refundId,
    amountMinor,
    reason,
  };
  if (command.as === 'same' && payment.method !== 'cash') {
    // A card has to be there for a refund; a terminal can only reverse what it took last.
    if (payment.method === 'card') return refused('method-unavailable', 'refund a card in cash');
    return happened(requested);
  }
  const shiftId = shiftOf(state, command.actor);
  if (!holdsCash(state, shiftId, amountMinor)) return refused('drawer-too-little');
  return happened(
    requested,
    ...refunded(state, payment, { refundId, amountMinor, reason }, shiftId),
  );
}

/** What the provider says of a refund. */
export function decideRefundReport(state: LotState, command: CommandOf<'ReportRefund'>): Decision {
  const payment = state.payments.payments.get(command.paymentId);
  if (payment === undefined) return refused('payment-unknown', command.paymentId);
  const refund = payment.refunds.find((one) => one.id === command.refundId);
  if (refund === undefined) return refused('payment-unknown', command.refundId);
  if (refund.settledAt !== null) return NOTHING;
  const { outcome } = command;
  if (outcome.kind === 'refunded')
    return happened(
      ...refunded(
        state,
        payment,
        { ...refund, refundId: refund.id },
        openShift(state, state.shifts.byClerk.get(refund.by) ?? payment.shiftId),
        payment.method,
      ),
    );
  if (refund.failed !== null) return NOTHING;
  return happened({
    type: 'RefundFailed',
    paymentId: payment.id,
    sessionId: sessionIdOf(payment.purpose),
    refundId: refund.id,
    detail: outcome.detail,
  });
}

function refunded(
  state: LotState,
  payment: Payment,
  refund: { readonly refundId: string; readonly amountMinor: number; readonly reason: string },
  shiftId: string | null,
  method: Payment['method'] = 'cash',
): readonly LotEvent[] {
  const { refundId, amountMinor, reason } = refund;
  const events: LotEvent[] = [
    {
      type: 'PaymentRefunded',
      paymentId: payment.id,
      sessionId: sessionIdOf(payment.purpose),
      refundId,
      receiptNumber: state.payments.lastReceiptNumber + 1,
      amountMinor,
      method,
      shiftId,
      reason,
    },
  ];
  const alarm = state.alarms.get(overpaidAlarmId(payment.id));
  const isMadeGood = payment.refundedMinor + amountMinor >= payment.overpaidMinor;
  if (alarm !== undefined && alarm.clearedAt === null && isMadeGood)
    events.push({ type: 'AlarmCleared', alarmId: alarm.id });
  return events;
}
