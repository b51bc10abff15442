import type { PaymentId } from '../../kernel/ids.ts';
import type { Payment, PaymentPurpose } from '../../payment/payment.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';

/** Payments for a purpose that are not settled yet. */
export function underWay(state: LotState, purpose: PaymentPurpose): readonly Payment[] {
  const key = JSON.stringify(purpose);
  const found: Payment[] = [];
  for (const paymentId of state.payments.open) {
    const payment = state.payments.payments.get(paymentId);
    if (payment !== undefined && JSON.stringify(payment.purpose) === key) found.push(payment);
  }
  return found;
}

/** The same thing was offered in several ways, as a lane does: what paid it ends the others. */
export function abortOthers(
  state: LotState,
  paymentId: PaymentId,
  purpose: PaymentPurpose,
): readonly LotEvent[] {
  return underWay(state, purpose)
    .filter((other) => other.id !== paymentId && other.ending === null)
    .map((other) => ({
      type: 'PaymentEndAsked',
      paymentId: other.id,
      sessionId: purpose.kind === 'session' ? purpose.sessionId : null,
      how: 'abort',
      reason: 'paid in another way',
    }));
}
