import type { PaymentId } from '../kernel/ids.ts';

/**
 * What the station calls a payment at its provider, such as UPI's `tr` or an order's receipt. Letters and
 * digits only: UPI takes nothing else everywhere.
 */
export function ownReferenceOf(paymentId: PaymentId): string {
  return `GH${paymentId.replace(/[^a-z0-9]/g, '').toUpperCase()}`;
}
