import type { Instant } from '#domain/kernel/instant.ts';
import type { LotEvent } from '#domain/lot/event.ts';
import type { Payment } from '#domain/payment/payment.ts';
import type { Log } from '../ports/log.ts';
import type { WebhookNews } from '../ports/payment-provider.ts';
import { StationBusy, StationHalted } from '../runtime/lot-service.ts';
import type { DeskLot } from './desk-lot.ts';
import { Followers, type Next } from './followers.ts';
import { capturedOutcome, lateUntil, type OrderParts, stepOrder } from './order-step.ts';
import type { Pace } from './pace.ts';
import type { UpiPayee } from './payment-settings.ts';
import { ProviderFault } from './provider-fault.ts';
import type { ProviderSet } from './provider-set.ts';
import { isRefundOpen, stepRefund } from './refund-step.ts';

export interface LotDeskParts {
  readonly lot: DeskLot;
  readonly providers: ProviderSet;
  readonly upi: UpiPayee | null;
  readonly pace: Pace;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Between a payment's id and a refund's in the key of a follower; neither id holds one. */
const BETWEEN_IDS = ' ';

/** Follows the payments of one lot that providers answer for. */
export class LotDesk {
  readonly #parts: LotDeskParts;
  readonly #followers: Followers;
  readonly #stopFollowing: () => void;

  constructor(parts: LotDeskParts) {
    this.#parts = parts;
    this.#followers = new Followers({
      step: (key) => this.#step(key),
      log: parts.log,
      isTrouble,
      troubleFirstMs: parts.pace.troubleFirstMs,
      troubleCapMs: parts.pace.troubleCapMs,
    });
    this.#stopFollowing = parts.lot.follow((events) => {
      if (events === null) this.#takeUp();
      else for (const { event } of events) this.#hear(event);
    });
    this.#takeUp();
  }

  /** Whether this lot asked for the payment that the news is about. */
  knows(news: WebhookNews): boolean {
    return this.#paymentOf(news) !== null;
  }

  /**
   * Takes news that the provider has signed; resolves once what it says is durable. News of an attempt
   * that failed, or of a refund, only makes the desk ask: what it asks for follows from durable events.
   * @throws StationBusy, StationHalted: the provider may send it again
   */
  async take(providerName: string, news: WebhookNews): Promise<void> {
    const payment = this.#paymentOf(news);
    if (payment === null || payment.provider !== providerName) return;
    if (news.kind === 'captured' && news.providerPaymentId !== null) {
      const { providerPaymentId, amountMinor, currency } = news;
      const outcome = capturedOutcome(this.#parts.lot, providerName, {
        providerPaymentId,
        amountMinor,
        currency,
      });
      await this.#parts.lot.submit(
        { type: 'ReportPayment', paymentId: payment.id, outcome },
        { actor: { kind: 'station' } },
      );
      return;
    }
    if (news.kind === 'failed') this.#followers.kick(payment.id);
    if (news.kind === 'refunded') this.#followRefunds(payment);
  }

  close(): void {
    this.#stopFollowing();
    this.#followers.close();
  }

  #hear(event: LotEvent): void {
    switch (event.type) {
      case 'PaymentRequested':
        if (event.provider !== null) this.#followers.kick(event.paymentId);
        return;
      case 'PaymentEndAsked':
      case 'RefundRequested': {
        const payment = this.#payments.get(event.paymentId);
        if (payment === undefined || payment.provider === null) return;
        if (event.type === 'PaymentEndAsked') this.#followers.kick(payment.id);
        else this.#followRefunds(payment);
        return;
      }
    }
  }

  /** After a start, or when the state was read anew: everything that is not over is looked at. */
  #takeUp(): void {
    for (const payment of this.#payments.values()) {
      if (payment.provider === null) continue;
      const isOpen = payment.state === 'requested';
      if (isOpen || lateUntil(payment, this.#parts.pace) > this.#parts.now())
        this.#followers.kick(payment.id);
      this.#followRefunds(payment);
    }
  }

  #followRefunds(payment: Payment): void {
    for (const refund of payment.refunds)
      if (isRefundOpen(payment, refund)) this.#followers.kick(payment.id + BETWEEN_IDS + refund.id);
  }

  async #step(key: string): Promise<Next> {
    const [paymentId = '', refundId] = key.split(BETWEEN_IDS);
    const payment = this.#payments.get(paymentId);
    if (payment === undefined || payment.provider === null) return 'done';
    const { lot, providers, upi, pace, now } = this.#parts;
    const provider = providers.get(payment.provider);
    if (provider === undefined) return this.#nobodyServes(payment);
    const parts: OrderParts = { lot, provider, upi, pace, now };
    if (refundId === undefined) return stepOrder(parts, payment);
    const refund = payment.refunds.find(({ id }) => id === refundId);
    return refund === undefined ? 'done' : stepRefund(parts, payment, refund);
  }

  /** The provider was taken out of the configuration while a payment was under way. */
  async #nobodyServes({ id: paymentId, provider, state }: Payment): Promise<Next> {
    const detail = `No payment provider "${provider}" is set up: see config.json.`;
    const outcome = { kind: 'failed', code: 'provider-unknown', detail } as const;
    if (state === 'requested')
      await this.#parts.lot.submit(
        { type: 'ReportPayment', paymentId, outcome },
        { actor: { kind: 'station' } },
      );
    else this.#parts.log.warn({ paymentId, provider }, 'a payment waits for its provider');
    return 'done';
  }

  get #payments(): ReadonlyMap<string, Payment> {
    return this.#parts.lot.state.payments.payments;
  }

  #paymentOf({ reference, providerPaymentId }: WebhookNews): Payment | null {
    const { payments, byReference } = this.#parts.lot.state.payments;
    const byOurs = reference === null ? undefined : byReference.get(reference);
    if (byOurs !== undefined) return payments.get(byOurs) ?? null;
    if (providerPaymentId === null) return null;
    // Only news of a refund lacks our reference: rare enough to look through what is held.
    for (const payment of payments.values())
      if (payment.providerReference?.id === providerPaymentId) return payment;
    return null;
  }
}

function isTrouble(error: unknown): boolean {
  return (
    error instanceof ProviderFault || error instanceof StationBusy || error instanceof StationHalted
  );
}
