import { type Instant, SECOND_MS } from '#domain/kernel/instant.ts';
import type { WebhookHeaders, WebhookNews, WebhookRefusal } from '../../ports/payment-provider.ts';
import { hmacHex, isSameSignature } from '../signature.ts';
import { headerOf, parseBody, webhookRefused } from '../signed-json.ts';
import { fromStripeAmount } from './amount.ts';
import {
  eventSchema,
  type StripeCharge,
  type StripeEvent,
  type StripeIntent,
  type StripeRefund,
  type StripeSession,
} from './wire.ts';

/** How far the time of signing may lie from ours, either way. Source: Stripe, "Verify manually". */
export const TOLERANCE_SECONDS = 300;
/** Two while a secret is being changed; more is not Stripe. */
const SIGNATURES_MAX = 8;
const HEADER_MAX_CHARACTERS = 1_000;

/**
 * Reads a signed event.
 *
 * Source: Stripe, "Verify webhook signatures manually": `Stripe-Signature: t=…,v1=…[,v1=…]`, each `v1`
 * the hexadecimal HMAC-SHA-256 of `t`, a full stop and the raw body; other schemes are passed over.
 */
export function readStripeWebhook(
  rawBody: Buffer,
  headers: WebhookHeaders,
  secrets: readonly string[],
  now: Instant,
): WebhookNews | WebhookRefusal {
  const header = headerOf(headers, 'stripe-signature');
  if (header === null) return webhookRefused('signature-missing');
  const signed = readHeader(header);
  if (signed === null) return webhookRefused('signature-missing');
  const expected = secrets.map((secret) => hmacHex(secret, `${signed.time}.`, rawBody));
  if (!signed.signatures.some((given) => expected.some((one) => isSameSignature(given, one))))
    return webhookRefused('signature-wrong');
  // Only who holds the secret is told about clocks.
  if (Math.abs(now / SECOND_MS - Number(signed.time)) > TOLERANCE_SECONDS)
    return webhookRefused('too-old');
  const event = parseBody(rawBody, eventSchema);
  return event === null ? webhookRefused('malformed') : newsOf(event);
}

function readHeader(
  header: string,
): { readonly time: string; readonly signatures: readonly string[] } | null {
  if (header.length > HEADER_MAX_CHARACTERS) return null;
  const items = header.split(',').map((item) => item.trim());
  const time = items.find((item) => item.startsWith('t='))?.slice(2) ?? '';
  const signatures = items
    .filter((item) => item.startsWith('v1='))
    .slice(0, SIGNATURES_MAX)
    .map((item) => item.slice(3));
  return /^\d{1,12}$/.test(time) && signatures.length > 0 ? { time, signatures } : null;
}

type Facts = Omit<WebhookNews, 'ok' | 'eventId'>;

const NOTHING_OF_OURS: Facts = {
  kind: 'other',
  reference: null,
  providerOrderId: null,
  providerPaymentId: null,
  refundKey: null,
  amountMinor: 0,
  currency: '',
  detail: '',
};

function newsOf({ id, type, data }: StripeEvent): WebhookNews {
  return { ok: true, eventId: id, ...factsOf(type, data.object) };
}

function factsOf(type: string, object: StripeEvent['data']['object']): Facts {
  switch (object.object) {
    case 'payment_intent':
      return intentFacts(type, object);
    case 'checkout.session':
      return sessionFacts(type, object);
    case 'charge':
      return chargeFacts(type, object);
    case 'refund':
      return refundFacts(object);
    default:
      return NOTHING_OF_OURS;
  }
}

function intentFacts(type: string, intent: StripeIntent): Facts {
  const { currency } = intent;
  const captured = type === 'payment_intent.succeeded';
  const failed = type === 'payment_intent.payment_failed' || type === 'payment_intent.canceled';
  return {
    ...NOTHING_OF_OURS,
    kind: captured ? 'captured' : failed ? 'failed' : 'other',
    reference: intent.metadata?.reference ?? null,
    providerPaymentId: intent.id,
    amountMinor: fromStripeAmount(captured ? intent.amount_received : intent.amount, currency),
    currency: currency.toUpperCase(),
    detail: intent.last_payment_error?.message ?? '',
  };
}

/** A session may be complete before the money is there; then another event tells of the money. */
function sessionFacts(type: string, session: StripeSession): Facts {
  const { currency, payment_status, payment_intent } = session;
  const isOver =
    type === 'checkout.session.expired' || type === 'checkout.session.async_payment_failed';
  const captured = payment_status === 'paid' && typeof payment_intent === 'string';
  return {
    ...NOTHING_OF_OURS,
    kind: isOver ? 'failed' : captured ? 'captured' : 'other',
    reference: session.client_reference_id ?? session.metadata?.reference ?? null,
    providerOrderId: session.id,
    providerPaymentId: payment_intent ?? null,
    amountMinor: fromStripeAmount(session.amount_total ?? 0, currency),
    currency: currency.toUpperCase(),
  };
}

function chargeFacts(type: string, charge: StripeCharge): Facts {
  return {
    ...NOTHING_OF_OURS,
    kind: type === 'charge.refunded' ? 'refunded' : 'other',
    reference: charge.metadata?.reference ?? null,
    providerPaymentId: charge.payment_intent ?? null,
    amountMinor: fromStripeAmount(charge.amount_refunded, charge.currency),
    currency: charge.currency.toUpperCase(),
  };
}

function refundFacts(refund: StripeRefund): Facts {
  return {
    ...NOTHING_OF_OURS,
    kind: 'refunded',
    reference: refund.metadata?.reference ?? null,
    providerPaymentId: refund.payment_intent ?? null,
    refundKey: refund.metadata?.refund_key ?? null,
    amountMinor: fromStripeAmount(refund.amount, refund.currency),
    currency: refund.currency.toUpperCase(),
  };
}
