import type { PaymentId } from '#domain/kernel/ids.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Currency, Minor } from '#domain/kernel/money.ts';
import type { PaymentMethod } from '#domain/payment/payment.ts';

/** Ways of paying that a provider answers for. `online` is a card or wallet on the provider's page. */
export type ProviderMethod = Exclude<PaymentMethod, 'cash' | 'card'>;

/** What a provider is asked to collect. */
export interface ProviderOrder {
  readonly paymentId: PaymentId;
  /** Ours, unique: 1 to 35 letters and digits. Asking again with the same one creates nothing new. */
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** What the payer reads; never a plate or a name. */
  readonly description: string;
  readonly method: ProviderMethod;
  readonly expiresAt: Instant;
}

export interface ProviderOffer {
  readonly providerOrderId: string;
  /** The page where the driver pays, or null where our own UPI code is shown. */
  readonly link: string | null;
}

export interface ProviderStatus {
  readonly state: 'pending' | 'captured' | 'failed' | 'expired';
  /** The provider's name of the payment that came, or null while none has. */
  readonly providerPaymentId: string | null;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  /** A sentence for staff; empty where there is nothing to say. */
  readonly detail: string;
}

/** Which payment is asked about. The order's id is null while no answer to the request has come. */
export interface ProviderQuery {
  readonly providerOrderId: string | null;
  readonly reference: string;
}

export interface ProviderRefund {
  readonly refundId: string;
  readonly state: 'pending' | 'refunded' | 'failed';
}

/** News that a provider has signed. */
export interface WebhookNews {
  readonly ok: true;
  readonly eventId: string;
  /** `failed` is one attempt: the payer may try again until the order itself ends, so ask how it stands. */
  readonly kind: 'captured' | 'failed' | 'refunded' | 'other';
  /** Ours, or null where the event does not say it. */
  readonly reference: string | null;
  readonly providerOrderId: string | null;
  readonly providerPaymentId: string | null;
  /** Our key of the refund, for `refunded`. */
  readonly refundKey: string | null;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly detail: string;
}

export type WebhookRefusalCode = 'signature-missing' | 'signature-wrong' | 'too-old' | 'malformed';

export interface WebhookRefusal {
  readonly ok: false;
  readonly code: WebhookRefusalCode;
  readonly message: string;
}

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Somebody who collects money for the lot and says what became of it. Every call ends within a bounded
 * time, may be repeated with the same order or key without a second effect, and rejects with a
 * `ProviderFault` whose sentence holds no secret.
 */
export interface PaymentProvider {
  /** As in the configuration and in the address of its webhooks. */
  readonly name: string;
  readonly methods: readonly ProviderMethod[];
  request(order: ProviderOrder): Promise<ProviderOffer>;
  status(query: ProviderQuery): Promise<ProviderStatus>;
  refund(providerPaymentId: string, amountMinor: Minor, refundKey: string): Promise<ProviderRefund>;
  /** How a refund that was `pending` stands now. */
  refundState(refundId: string): Promise<ProviderRefund['state']>;
  /** Ends an order that nobody has paid. One that is paid, gone or cannot be ended stays as it is. */
  cancel(providerOrderId: string): Promise<void>;
  /** Checks who speaks before reading a word. `rawBody` is what came over the wire, byte for byte. */
  readWebhook(rawBody: Buffer, headers: WebhookHeaders, now: Instant): WebhookNews | WebhookRefusal;
}
