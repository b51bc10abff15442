import { type Instant, MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';
import type { Log } from '../../ports/log.ts';
import type {
  PaymentProvider,
  ProviderOffer,
  ProviderOrder,
  ProviderQuery,
  ProviderRefund,
  ProviderStatus,
  WebhookHeaders,
} from '../../ports/payment-provider.ts';
import { ProviderHttp } from '../http-client.ts';
import { fromStripeAmount, toStripeAmount } from './amount.ts';
import { readStripeWebhook } from './webhook.ts';
import {
  faultSchema,
  intentSchema,
  intentsSchema,
  refundSchema,
  refundsSchema,
  type StripeIntent,
  type StripeRefund,
  type StripeSession,
  sessionSchema,
} from './wire.ts';

export interface StripeSettings {
  readonly secretKey: string;
  /** The present one first, then one that is being replaced. */
  readonly webhookSecrets: readonly string[];
  readonly baseUrl: string;
  /** Where the driver's browser goes when the payment is done, or was left. */
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** Sessions live 30 minutes at least; the station ends its own order in time. */
const SESSION_OUTLIVES_MS = 30 * MINUTE_MS;

/**
 * Stripe, or who speaks like it: a Checkout Session for each payment, whose page offers cards and
 * wallets. A driver pays on that page alone, so payment intents are read and never made here.
 *
 * Source: Stripe, API reference: Checkout Sessions, PaymentIntents, Refunds, idempotent requests.
 */
export class Stripe implements PaymentProvider {
  readonly name = 'stripe';
  readonly methods = ['wallet', 'online'] as const;
  readonly #settings: StripeSettings;
  readonly #http: ProviderHttp;

  constructor(settings: StripeSettings, log: Log, retryFirstMs?: number) {
    const { secretKey, webhookSecrets, baseUrl } = settings;
    this.#settings = settings;
    this.#http = new ProviderHttp({
      explain,
      title: 'Stripe',
      baseUrl,
      authorization: `Bearer ${secretKey}`,
      secrets: [secretKey, ...webhookSecrets],
      log,
      ...(retryFirstMs === undefined ? {} : { retryFirstMs }),
    });
  }

  /** The same key answers with the same session, so everything in it follows from the order alone. */
  async request(order: ProviderOrder): Promise<ProviderOffer> {
    const session = await this.#http.ask(sessionSchema, 'a checkout session', {
      method: 'POST',
      path: '/v1/checkout/sessions',
      headers: { 'idempotency-key': `order-${order.reference}` },
      form: this.#formOf(order),
      isRepeatable: true,
    });
    return { providerOrderId: session.id, link: session.url ?? null };
  }

  #formOf(order: ProviderOrder): URLSearchParams {
    const { reference, paymentId, amountMinor, currency, description, expiresAt, method } = order;
    const { successUrl, cancelUrl } = this.#settings;
    return new URLSearchParams({
      mode: 'payment',
      client_reference_id: reference,
      success_url: successUrl,
      cancel_url: cancelUrl,
      expires_at: String(Math.ceil((expiresAt + SESSION_OUTLIVES_MS) / SECOND_MS)),
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': currency.toLowerCase(),
      'line_items[0][price_data][unit_amount]': String(toStripeAmount(amountMinor, currency)),
      'line_items[0][price_data][product_data][name]': description,
      'metadata[reference]': reference,
      'metadata[payment_id]': paymentId,
      'payment_intent_data[metadata][reference]': reference,
      'payment_intent_data[metadata][payment_id]': paymentId,
      ...(method === 'online' ? { 'payment_method_types[0]': 'card' } : {}),
    });
  }

  async status({ providerOrderId, reference }: ProviderQuery): Promise<ProviderStatus> {
    if (providerOrderId === null) return this.#statusByReference(reference);
    const path = `/v1/checkout/sessions/${encodeURIComponent(providerOrderId)}`;
    return sessionStatus(await this.#http.get(sessionSchema, 'a checkout session', path));
  }

  async #statusByReference(reference: string): Promise<ProviderStatus> {
    const query = new URLSearchParams({ query: `metadata['reference']:'${reference}'` });
    const path = `/v1/payment_intents/search?${query}`;
    const { data } = await this.#http.get(intentsSchema, 'payment intents', path);
    return intentStatus(data.find(({ metadata }) => metadata?.reference === reference));
  }

  /** Keys are forgotten after a day, so an earlier refund of the same one is looked for first. */
  async refund(
    providerPaymentId: string,
    amountMinor: number,
    refundKey: string,
  ): Promise<ProviderRefund> {
    const before = await this.#refundOf(providerPaymentId, refundKey);
    if (before !== null) return before;
    const currency = await this.#currencyOf(providerPaymentId);
    const refund = await this.#http.ask(refundSchema, 'a refund', {
      method: 'POST',
      path: '/v1/refunds',
      headers: { 'idempotency-key': `refund-${refundKey}` },
      form: new URLSearchParams({
        payment_intent: providerPaymentId,
        amount: String(toStripeAmount(amountMinor, currency)),
        'metadata[refund_key]': refundKey,
      }),
      isRepeatable: true,
    });
    return { refundId: refund.id, state: refundStateOf(refund) };
  }

  async #refundOf(paymentIntent: string, refundKey: string): Promise<ProviderRefund | null> {
    const query = new URLSearchParams({ payment_intent: paymentIntent, limit: '100' });
    const { data } = await this.#http.get(refundsSchema, 'refunds', `/v1/refunds?${query}`);
    const found = data.find(({ metadata }) => metadata?.refund_key === refundKey);
    return found === undefined ? null : { refundId: found.id, state: refundStateOf(found) };
  }

  async #currencyOf(providerPaymentId: string): Promise<string> {
    const path = `/v1/payment_intents/${encodeURIComponent(providerPaymentId)}`;
    return (await this.#http.get(intentSchema, 'a payment intent', path)).currency;
  }

  async refundState(refundId: string): Promise<ProviderRefund['state']> {
    const path = `/v1/refunds/${encodeURIComponent(refundId)}`;
    return refundStateOf(await this.#http.get(refundSchema, 'a refund', path));
  }

  async cancel(providerOrderId: string): Promise<void> {
    const answer = await this.#http.call({
      method: 'POST',
      path: `/v1/checkout/sessions/${encodeURIComponent(providerOrderId)}/expire`,
      isRepeatable: true,
    });
    // A session that is complete or expired says no, and stays what it is.
    if (answer.status === 401 || answer.status === 403) throw this.#http.refused(answer);
  }

  readWebhook(rawBody: Buffer, headers: WebhookHeaders, now: Instant) {
    return readStripeWebhook(rawBody, headers, this.#settings.webhookSecrets, now);
  }
}

function sessionStatus(session: StripeSession): ProviderStatus {
  const currency = session.currency.toUpperCase();
  const none = { providerPaymentId: null, amountMinor: 0, currency, detail: '' };
  if (session.payment_status === 'paid' && typeof session.payment_intent === 'string')
    return {
      ...none,
      state: 'captured',
      providerPaymentId: session.payment_intent,
      amountMinor: fromStripeAmount(session.amount_total ?? 0, currency),
    };
  if (session.status === 'expired')
    return { ...none, state: 'expired', detail: 'The payment page ran out unpaid.' };
  return { ...none, state: 'pending' };
}

function intentStatus(intent: StripeIntent | undefined): ProviderStatus {
  const currency = intent?.currency.toUpperCase() ?? '';
  const captured = intent?.status === 'succeeded';
  return {
    state: captured ? 'captured' : intent?.status === 'canceled' ? 'failed' : 'pending',
    providerPaymentId: captured ? intent.id : null,
    amountMinor: captured ? fromStripeAmount(intent.amount_received, currency) : 0,
    currency,
    detail: intent?.last_payment_error?.message ?? '',
  };
}

function refundStateOf({ status }: StripeRefund): ProviderRefund['state'] {
  if (status === 'succeeded') return 'refunded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}

function explain(body: unknown): string {
  const fault = faultSchema.safeParse(body);
  return fault.success ? fault.data.error.message : '';
}
