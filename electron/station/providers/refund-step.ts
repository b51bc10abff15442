import type { Payment, Refund } from '#domain/payment/payment.ts';
import type { PaymentProvider, ProviderRefund } from '../ports/payment-provider.ts';
import type { DeskLot } from './desk-lot.ts';
import type { Next } from './followers.ts';
import type { Pace } from './pace.ts';
import { ProviderFault } from './provider-fault.ts';

export interface RefundParts {
  readonly lot: DeskLot;
  readonly provider: PaymentProvider;
  readonly pace: Pace;
}

/** Whether a provider has still to give this money back. */
export function isRefundOpen(payment: Payment, refund: Refund): boolean {
  return (
    refund.settledAt === null &&
    refund.failed === null &&
    payment.provider !== null &&
    payment.providerReference !== null
  );
}

/**
 * Looks once at money that goes back the way it came. The refund's own id is its key at the provider,
 * so to ask again, after a restart too, gives nothing back twice.
 * @throws ProviderFault, StationBusy, StationHalted: look again later
 */
export async function stepRefund(
  parts: RefundParts,
  payment: Payment,
  refund: Refund,
): Promise<Next> {
  if (payment.providerReference === null || !isRefundOpen(payment, refund)) return 'done';
  const { provider, pace } = parts;
  let state: ProviderRefund['state'];
  try {
    const given = await provider.refund(
      payment.providerReference.id,
      refund.amountMinor,
      refund.id,
    );
    state = given.state === 'pending' ? await provider.refundState(given.refundId) : given.state;
  } catch (error) {
    if (!(error instanceof ProviderFault) || error.mayPass) throw error;
    return report(parts, payment, refund, { kind: 'failed', detail: error.message });
  }
  if (state === 'pending') return { afterMs: pace.refundPollMs };
  if (state === 'refunded') return report(parts, payment, refund, { kind: 'refunded' });
  const detail = `${provider.name} could not give the money back.`;
  return report(parts, payment, refund, { kind: 'failed', detail });
}

async function report(
  { lot }: RefundParts,
  { id: paymentId }: Payment,
  { id: refundId }: Refund,
  outcome: { readonly kind: 'refunded' } | { readonly kind: 'failed'; readonly detail: string },
): Promise<Next> {
  const actor = { kind: 'station' } as const;
  await lot.submit({ type: 'ReportRefund', paymentId, refundId, outcome }, { actor });
  return 'done';
}
