import type { PaymentId, SessionId } from '../../kernel/ids.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';

/** The session that a payment is for, or null for anything else. */
export const sessionIdOf = (purpose: PaymentPurpose): SessionId | null =>
  purpose.kind === 'session' ? purpose.sessionId : null;

/** Alarms about a payment are found again by its id. */
export const overpaidAlarmId = (paymentId: PaymentId): string => `overpaid-${paymentId}`;
export const uncertainAlarmId = (paymentId: PaymentId): string => `uncertain-${paymentId}`;
