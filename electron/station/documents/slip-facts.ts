import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Payment } from '#domain/payment/payment.ts';
import type { PaymentSlip } from '#domain/payment/payment-slip.ts';
import type { LotService } from '../runtime/lot-service.ts';

/** The slip of a payment that is waited for, or null where there is nothing to scan. */
export function slipFacts(service: LotService, lot: LotFile, payment: Payment): PaymentSlip | null {
  const { state, link, purpose, amountMinor, reference, requestedAt, expiresAt } = payment;
  if (state !== 'requested' || link === null) return null;
  const session =
    purpose.kind === 'session' ? service.state.sessions.get(purpose.sessionId) : undefined;
  return {
    lotName: lot.name,
    timeZone: lot.timeZone,
    locale: lot.locale,
    currency: lot.currency,
    at: requestedAt,
    amountMinor,
    scanUri: link,
    reference,
    expiresAt,
    ...(session === undefined ? {} : { ticketNumber: session.ticketNumber }),
  };
}
