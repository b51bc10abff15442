import type { RecordedEvent } from '../../lot/event.ts';
import type { PaymentMethod } from '../../payment/payment.ts';
import { type Fact, fact } from '../fact.ts';
import type { Known } from '../known.ts';

const LISTED = { isListed: true } as const;

/** What went through drawers, terminals and payment providers, and what is open with them. */
export function settlementFacts({ event }: RecordedEvent, known: Known): readonly Fact[] {
  const of = (what: string, method: PaymentMethod, paymentId: string, more: Partial<Fact> = {}) => {
    const party = method === 'cash' ? '' : (known.request(paymentId)?.counterpart ?? '');
    return fact('settlements', { with: party, method, what }, more);
  };
  switch (event.type) {
    case 'PaymentCaptured': {
      const { method, paymentId, amountMinor: amount, overpaidMinor } = event;
      const facts = [of('captured', method, paymentId, { amount })];
      if (overpaidMinor > 0)
        facts.push(of('overpaid', method, paymentId, { amount: overpaidMinor, ...LISTED }));
      if (known.request(paymentId)?.isUncertain === true)
        facts.push(of('cleared', method, paymentId, { amount, ...LISTED }));
      return facts;
    }
    case 'PaymentReversed': {
      const { method, paymentId, amountMinor } = event;
      return [of('reversed', method, paymentId, { amount: -amountMinor })];
    }
    case 'PaymentRefunded': {
      const { method, paymentId, amountMinor } = event;
      return [of('refunded', method, paymentId, { amount: -amountMinor, ...LISTED })];
    }
    case 'RefundRequested': {
      const { paymentId, amountMinor: amount } = event;
      const method = known.payment(paymentId)?.method ?? 'cash';
      return [of('refund-asked', method, paymentId, { amount, ...LISTED })];
    }
    case 'PaymentUncertain': {
      const request = known.request(event.paymentId);
      if (request === null) return [];
      const { amountMinor: amount, method } = request;
      return [of('uncertain', method, event.paymentId, { amount, ...LISTED })];
    }
    case 'PaymentFailed': {
      const request = known.request(event.paymentId);
      if (request === null || !request.isUncertain) return [];
      return [of('cleared', request.method, event.paymentId, LISTED)];
    }
    case 'RefundFailed':
    case 'ReversalFailed': {
      const what = event.type === 'RefundFailed' ? 'refund-failed' : 'reversal-failed';
      const method = known.payment(event.paymentId)?.method ?? 'cash';
      return [of(what, method, event.paymentId, LISTED)];
    }
    default:
      return [];
  }
}
