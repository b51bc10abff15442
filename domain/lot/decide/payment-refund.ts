import type { PaymentId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Payment } from '../../payment/payment.ts';
import { isUnderWay, keptMinor } from '../../payment/payment.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';
import { overpaidAlarmId, sessionIdOf } from './payment-ids.ts';
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
  if (amountMinor <= 0 || amountMinor > refundableMinor(payment)) return refused('refund-too-much');
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

/**
 * Gives back what something that was bought is not worth any more: the payments for it from the last,
 * each the way it came; a card in cash, as it is not there. An amount of zero or less gives nothing.
 */
export function refundsOf(
  state: LotState,
  command: CommandHead,
  paymentIds: readonly PaymentId[],
  amountMinor: Minor,
  reason: string,
): Decision {
  const shiftId = shiftOf(state, command.actor);
  const events: LotEvent[] = [];
  let leftMinor = amountMinor;
  let cashMinor = 0;
  let receipts = 0;
  for (const paymentId of paymentIds.toReversed()) {
    const payment = state.payments.payments.get(paymentId);
    const partMinor = payment === undefined ? 0 : Math.min(leftMinor, refundableMinor(payment));
    if (payment === undefined || partMinor <= 0) continue;
    leftMinor -= partMinor;
    const refundId = `${idFrom(command, 'rf')}-${events.length}`;
    const sessionId = sessionIdOf(payment.purpose);
    const asked = { paymentId, sessionId, refundId, amountMinor: partMinor, reason };
    events.push({ type: 'RefundRequested', ...asked });
    if (payment.method !== 'cash' && payment.method !== 'card') continue;
    cashMinor += partMinor;
    receipts += 1;
    const receiptNumber = state.payments.lastReceiptNumber + receipts;
    events.push({ type: 'PaymentRefunded', ...asked, receiptNumber, method: 'cash', shiftId });
  }
  if (!holdsCash(state, shiftId, cashMinor)) return refused('drawer-too-little');
  return happened(...events);
}

/** What of a payment is neither given back nor on its way back. */
function refundableMinor(payment: Payment): Minor {
  if (payment.ending !== null) return 0;
  const underWay = payment.refunds.filter(isUnderWay);
  return keptMinor(payment) - underWay.reduce((sum, one) => sum + one.amountMinor, 0);
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
