import { MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';
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
import { readRazorpayWebhook } from './webhook.ts';
import {
  faultSchema,
  linkSchema,
  linksSchema,
  orderSchema,
  ordersSchema,
  paymentsSchema,
  type RazorpayLink,
  type RazorpayPayment,
  refundSchema,
  refundsSchema,
} from './wire.ts';

export interface RazorpaySettings {
  readonly keyId: string;
  readonly keySecret: string;
  /** The present one first, then those that retries may still be signed with. */
  readonly webhookSecrets: readonly string[];
  readonly baseUrl: string;
}

/** Razorpay wants links to live 15 minutes at least; the station ends its own order in time. */
const LINK_OUTLIVES_MS = 16 * MINUTE_MS;
const LINK_PREFIX = 'plink_';

const REFUND_STATES = { pending: 'pending', processed: 'refunded', failed: 'failed' } as const;

/**
 * Razorpay, or who speaks like it: orders for our own UPI codes, payment links for the rest.
 *
 * Source: Razorpay, API reference: orders, payment links, "Create a normal refund (idempotent)".
 */
export class Razorpay implements PaymentProvider {
  readonly name = 'razorpay';
  readonly methods = ['upi', 'wallet', 'online'] as const;
  readonly #settings: RazorpaySettings;
  readonly #http: ProviderHttp;

  constructor(settings: RazorpaySettings, log: Log, retryFirstMs?: number) {
    const { keyId, keySecret, webhookSecrets, baseUrl } = settings;
    const basic = Buffer.from(`${keyId}:${keySecret}`).toString('base64');
    this.#settings = settings;
    this.#http = new ProviderHttp({
      explain,
      title: 'Razorpay',
      baseUrl,
      authorization: `Basic ${basic}`,
      secrets: [keySecret, basic, ...webhookSecrets],
      log,
      ...(retryFirstMs === undefined ? {} : { retryFirstMs }),
    });
  }

  /** Orders know no idempotency key, so an earlier one of the same reference is looked for first. */
  request(order: ProviderOrder): Promise<ProviderOffer> {
    return order.method === 'upi' ? this.#requestOrder(order) : this.#requestLink(order);
  }

  async #requestOrder(order: ProviderOrder): Promise<ProviderOffer> {
    const { reference, amountMinor, currency } = order;
    const before = await this.#orderOf(reference);
    if (before !== null) return { providerOrderId: before, link: null };
    const made = await this.#http.ask(orderSchema, 'an order', {
      method: 'POST',
      path: '/v1/orders',
      json: {
        amount: amountMinor,
        currency,
        receipt: reference,
        payment_capture: 1,
        notes: notesOf(order),
      },
      isRepeatable: false,
    });
    return { providerOrderId: made.id, link: null };
  }

  async #requestLink(order: ProviderOrder): Promise<ProviderOffer> {
    const { reference, amountMinor, currency, description, expiresAt, method } = order;
    const link =
      (await this.#linkOf(reference)) ??
      (await this.#http.ask(linkSchema, 'a payment link', {
        method: 'POST',
        path: '/v1/payment_links',
        json: {
          amount: amountMinor,
          currency,
          accept_partial: false,
          reference_id: reference,
          description,
          expire_by: Math.ceil((expiresAt + LINK_OUTLIVES_MS) / SECOND_MS),
          reminder_enable: false,
          notes: notesOf(order),
          ...(method === 'wallet' ? WALLETS_ONLY : {}),
        },
        isRepeatable: false,
      }));
    return { providerOrderId: link.id, link: link.short_url };
  }

  async status({ providerOrderId, reference }: ProviderQuery): Promise<ProviderStatus> {
    if (providerOrderId?.startsWith(LINK_PREFIX))
      return linkStatus(await this.#link(providerOrderId));
    if (providerOrderId !== null) return this.#orderStatus(providerOrderId);
    const link = await this.#linkOf(reference);
    if (link !== null) return linkStatus(link);
    const orderId = await this.#orderOf(reference);
    return orderId === null ? NEVER_ASKED : this.#orderStatus(orderId);
  }

  async #orderStatus(orderId: string): Promise<ProviderStatus> {
    const { items } = await this.#http.get(
      paymentsSchema,
      'payments',
      `/v1/orders/${encodeURIComponent(orderId)}/payments`,
    );
    return paymentStatus(items);
  }

  /** Keys are forgotten after a while, so an earlier refund of the same one is looked for first. */
  async refund(
    providerPaymentId: string,
    amountMinor: number,
    refundKey: string,
  ): Promise<ProviderRefund> {
    const before = await this.#refundOf(providerPaymentId, refundKey);
    if (before !== null) return before;
    const { id, status } = await this.#http.ask(refundSchema, 'a refund', {
      method: 'POST',
      path: `/v1/payments/${encodeURIComponent(providerPaymentId)}/refund`,
      headers: { 'x-refund-idempotency': refundKey },
      json: { amount: amountMinor, receipt: refundKey },
      isRepeatable: true,
    });
    return { refundId: id, state: REFUND_STATES[status] };
  }

  async refundState(refundId: string): Promise<ProviderRefund['state']> {
    const path = `/v1/refunds/${encodeURIComponent(refundId)}`;
    const { status } = await this.#http.get(refundSchema, 'a refund', path);
    return REFUND_STATES[status];
  }

  /** Orders cannot be cancelled; a link that is paid or over says no, and stays what it is. */
  async cancel(providerOrderId: string): Promise<void> {
    if (!providerOrderId.startsWith(LINK_PREFIX)) return;
    const answer = await this.#http.call({
      method: 'POST',
      path: `/v1/payment_links/${encodeURIComponent(providerOrderId)}/cancel`,
      isRepeatable: true,
    });
    if (answer.status === 401 || answer.status === 403) throw this.#http.refused(answer);
  }

  readWebhook(rawBody: Buffer, headers: WebhookHeaders) {
    return readRazorpayWebhook(rawBody, headers, this.#settings.webhookSecrets);
  }

  async #refundOf(paymentId: string, refundKey: string): Promise<ProviderRefund | null> {
    const path = `/v1/payments/${encodeURIComponent(paymentId)}/refunds?count=100`;
    const { items } = await this.#http.get(refundsSchema, 'refunds', path);
    const found = items.find(({ receipt }) => receipt === refundKey);
    return found === undefined ? null : { refundId: found.id, state: REFUND_STATES[found.status] };
  }

  async #orderOf(reference: string): Promise<string | null> {
    const path = `/v1/orders?receipt=${encodeURIComponent(reference)}&count=10`;
    const { items } = await this.#http.get(ordersSchema, 'orders', path);
    return items.find(({ receipt }) => receipt === reference)?.id ?? null;
  }

  async #linkOf(reference: string): Promise<RazorpayLink | null> {
    const path = `/v1/payment_links?reference_id=${encodeURIComponent(reference)}`;
    const { payment_links } = await this.#http.get(linksSchema, 'payment links', path);
    return payment_links.find(({ reference_id }) => reference_id === reference) ?? null;
  }

  #link(id: string): Promise<RazorpayLink> {
    return this.#http.get(
      linkSchema,
      'a payment link',
      `/v1/payment_links/${encodeURIComponent(id)}`,
    );
  }
}

const NEVER_ASKED: ProviderStatus = {
  state: 'pending',
  providerPaymentId: null,
  amountMinor: 0,
  currency: '',
  detail: 'Razorpay knows no order of this reference.',
};

/** The page offers wallets and nothing else. */
const WALLETS_ONLY = {
  options: {
    checkout: { method: { card: '0', netbanking: '0', upi: '0', wallet: '1' } },
  },
};

const notesOf = ({ reference, paymentId }: ProviderOrder) => ({ reference, payment_id: paymentId });

/** A payment that was given back has been captured all the same. */
function paymentStatus(payments: readonly RazorpayPayment[]): ProviderStatus {
  const captured = payments.find(({ status }) => status === 'captured' || status === 'refunded');
  const last = captured ?? payments[0];
  return {
    state: captured === undefined ? 'pending' : 'captured',
    providerPaymentId: captured?.id ?? null,
    amountMinor: captured?.amount ?? 0,
    currency: last?.currency ?? '',
    detail: last?.error_description ?? '',
  };
}

function linkStatus(link: RazorpayLink): ProviderStatus {
  const { currency, amount_paid, payments } = link;
  const list = Array.isArray(payments) ? payments : payments ? [payments] : [];
  const captured = list.find(({ status }) => status === 'captured' || status === 'refunded');
  const none = { providerPaymentId: null, amountMinor: 0, currency };
  switch (link.status) {
    case 'paid':
      // Until the payment itself is listed, there is nothing that could be refunded later.
      if (captured === undefined) return { ...none, state: 'pending', detail: '' };
      return {
        state: 'captured',
        providerPaymentId: captured.payment_id,
        amountMinor: amount_paid,
        currency,
        detail: '',
      };
    case 'expired':
      return { ...none, state: 'expired', detail: 'The payment link ran out unpaid.' };
    case 'cancelled':
      return { ...none, state: 'failed', detail: 'The payment link was cancelled.' };
    default:
      return { ...none, state: 'pending', detail: '' };
  }
}

function explain(body: unknown): string {
  const fault = faultSchema.safeParse(body);
  return fault.success ? fault.data.error.description : '';
}
