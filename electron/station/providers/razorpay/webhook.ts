import { createHash } from 'node:crypto';
import type { WebhookHeaders, WebhookNews, WebhookRefusal } from '../../ports/payment-provider.ts';
import { hmacHex, isSameSignature } from '../signature.ts';
import { headerOf, parseBody, webhookRefused } from '../signed-json.ts';
import { eventSchema, noteOf, type RazorpayEvent } from './wire.ts';

/** Which events say what. A link that ended unpaid is asked about, like an attempt that failed. */
const KINDS: Readonly<Record<string, WebhookNews['kind']>> = {
  'payment.captured': 'captured',
  'order.paid': 'captured',
  'payment_link.paid': 'captured',
  'payment.failed': 'failed',
  'payment_link.expired': 'failed',
  'payment_link.cancelled': 'failed',
  'refund.processed': 'refunded',
  'refund.failed': 'refunded',
};

/**
 * Reads a signed event. There is no time in what Razorpay signs, so a replay is a true signature: it is
 * harmless because a payment is captured once.
 *
 * Source: Razorpay, "Validate and test webhooks": `X-Razorpay-Signature` is the hexadecimal HMAC-SHA-256
 * of the raw body under the webhook's secret; retries after a change of secret still use the old one.
 */
export function readRazorpayWebhook(
  rawBody: Buffer,
  headers: WebhookHeaders,
  secrets: readonly string[],
): WebhookNews | WebhookRefusal {
  const signature = headerOf(headers, 'x-razorpay-signature');
  if (signature === null) return webhookRefused('signature-missing');
  if (!secrets.some((secret) => isSameSignature(signature, hmacHex(secret, rawBody))))
    return webhookRefused('signature-wrong');
  const event = parseBody(rawBody, eventSchema);
  if (event === null) return webhookRefused('malformed');
  const eventId = headerOf(headers, 'x-razorpay-event-id') ?? digestOf(rawBody);
  return newsOf(event, eventId);
}

function newsOf({ event, payload }: RazorpayEvent, eventId: string): WebhookNews {
  const payment = payload.payment?.entity;
  const order = payload.order?.entity;
  const link = payload.payment_link?.entity;
  const refund = payload.refund?.entity;
  const kind = KINDS[event] ?? 'other';
  const money = kind === 'refunded' ? refund : (payment ?? order);
  const isComplete = kind === 'captured' ? payment !== undefined : true;
  return {
    ok: true,
    eventId,
    kind: isComplete ? kind : 'other',
    reference:
      noteOf(payment?.notes, 'reference') ??
      link?.reference_id ??
      order?.receipt ??
      noteOf(order?.notes, 'reference'),
    providerOrderId: link?.id ?? order?.id ?? payment?.order_id ?? null,
    providerPaymentId: payment?.id ?? refund?.payment_id ?? null,
    refundKey: refund?.receipt ?? null,
    amountMinor: money?.amount ?? 0,
    currency: money?.currency ?? '',
    detail: payment?.error_description ?? '',
  };
}

/** Older accounts send no id of the event; the same body is the same event. */
function digestOf(rawBody: Buffer): string {
  return `body-${createHash('sha256').update(rawBody).digest('hex').slice(0, 32)}`;
}
