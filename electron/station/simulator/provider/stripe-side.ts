import {
  type SimBook,
  SimIdempotency,
  type SimOrder,
  type SimPayment,
  type SimRefund,
  SimRefusal,
} from './book.ts';
import { isSame, type SimRequest } from './razorpay-side.ts';

const LIVES_AT_LEAST_SECONDS = 30 * 60;
const LIVES_AT_MOST_SECONDS = 24 * 60 * 60;
const REFUND_STATES = { pending: 'pending', refunded: 'succeeded', failed: 'failed' } as const;

/** Stripe's interface from the other end: form-encoded, bearer key, `Idempotency-Key`. */
export class StripeSide {
  readonly #book: SimBook;
  readonly #authorization: string;
  readonly #baseUrl: () => string;
  readonly #once = new SimIdempotency();
  slowRefunds = false;
  onRefund: (refundId: string) => void = () => {};

  constructor(book: SimBook, secretKey: string, baseUrl: () => string) {
    this.#book = book;
    this.#baseUrl = baseUrl;
    this.#authorization = `Bearer ${secretKey}`;
  }

  handle(request: SimRequest): object {
    if (!isSame(request.headers.authorization, this.#authorization))
      throw new SimRefusal(401, 'Invalid API Key provided');
    const { method, url, headers, body } = request;
    const path = url.pathname.split('/').slice(2);
    const form = new URLSearchParams(body);
    const key = headers['idempotency-key'];
    const once = (make: () => object) =>
      this.#once.once(typeof key === 'string' ? key : undefined, url.pathname + body, make);
    switch (`${method} ${path[0]}/${path[1] ?? ''}`) {
      case 'POST checkout/sessions':
        return path[3] === 'expire' ? this.#expire(path[2] ?? '') : once(() => this.#add(form));
      case 'GET checkout/sessions':
        return this.session(this.#book.order(path[2] ?? ''));
      case 'GET payment_intents/search':
        return this.#search(url.searchParams.get('query') ?? '');
      case 'GET refunds/':
        return this.#refundsOf(url.searchParams.get('payment_intent') ?? '');
      case 'POST refunds/':
        return once(() => this.#refund(form));
    }
    if (method === 'GET' && path[0] === 'payment_intents')
      return this.intent(this.#payment(path[1]));
    if (method === 'GET' && path[0] === 'refunds') return this.refund(this.#refundOf(path[1]));
    throw new SimRefusal(404, `Unrecognized request URL (${method}: ${url.pathname}).`);
  }

  #add(form: URLSearchParams): object {
    const amountMinor = Number(needed(form, 'line_items[0][price_data][unit_amount]'));
    if (!Number.isSafeInteger(amountMinor) || amountMinor < 1)
      throw new SimRefusal(400, 'Invalid integer: unit_amount');
    if (form.get('mode') !== 'payment') throw new SimRefusal(400, 'mode must be payment');
    needed(form, 'success_url');
    const session = this.#book.add({
      id: this.#book.newId('cs_test'),
      shape: 'stripe-session',
      reference: form.get('client_reference_id') ?? '',
      amountMinor,
      currency: needed(form, 'line_items[0][price_data][currency]').toUpperCase(),
      description: needed(form, 'line_items[0][price_data][product_data][name]'),
      notes: nested(form, 'payment_intent_data[metadata]'),
      expiresAtSeconds: this.#expiry(form),
    });
    return this.session(session);
  }

  #expiry(form: URLSearchParams): number {
    const { nowSeconds } = this.#book;
    const text = form.get('expires_at');
    if (text === null) return nowSeconds + LIVES_AT_MOST_SECONDS;
    const expiresAt = Number(text);
    const lives = expiresAt - nowSeconds;
    if (lives < LIVES_AT_LEAST_SECONDS || lives > LIVES_AT_MOST_SECONDS)
      throw new SimRefusal(
        400,
        'The `expires_at` timestamp must be between 30 minutes and 24 hours.',
      );
    return expiresAt;
  }

  #expire(id: string): object {
    const session = this.#book.order(id);
    if (session.status !== 'open')
      throw new SimRefusal(400, 'Only Checkout Sessions with a status in [open] can be expired.');
    session.status = 'expired';
    return this.session(session);
  }

  #search(query: string): object {
    const reference = /^metadata\['reference'\]:'([^']*)'$/.exec(query)?.[1];
    if (reference === undefined) throw new SimRefusal(400, 'The query cannot be parsed.');
    const found = this.#book
      .ofReference(reference, 'stripe-session')
      .flatMap(({ payments }) => payments);
    return { object: 'search_result', data: found.map((payment) => this.intent(payment)) };
  }

  #refund(form: URLSearchParams): object {
    const paymentId = needed(form, 'payment_intent');
    const amountMinor = Number(needed(form, 'amount'));
    const key = form.get('metadata[refund_key]') ?? '';
    const refund = this.#book.refund(paymentId, amountMinor, key, this.slowRefunds);
    if (!this.slowRefunds) this.onRefund(refund.id);
    return this.refund(refund);
  }

  #refundsOf(paymentIntent: string): object {
    const data = this.#book.refundsOf(paymentIntent).map((refund) => this.refund(refund));
    return { object: 'list', data };
  }

  #payment(id = ''): SimPayment {
    const payment = this.#book.payments.get(id);
    if (payment === undefined) throw new SimRefusal(404, `No such payment_intent: '${id}'`);
    return payment;
  }

  #refundOf(id = ''): SimRefund {
    const refund = this.#book.refunds.get(id);
    if (refund === undefined) throw new SimRefusal(404, `No such refund: '${id}'`);
    return refund;
  }

  session(session: SimOrder): object {
    const { id, status, amountMinor, currency, reference, payments, notes } = session;
    const isOpen = status === 'open';
    const captured = payments.find((one) => one.status === 'captured');
    return {
      object: 'checkout.session',
      id,
      status: isOpen ? 'open' : status === 'paid' ? 'complete' : 'expired',
      payment_status: status === 'paid' ? 'paid' : 'unpaid',
      amount_total: amountMinor,
      currency: currency.toLowerCase(),
      client_reference_id: reference,
      payment_intent: captured?.id ?? null,
      url: isOpen ? `${this.#baseUrl()}/pay/${id}` : null,
      metadata: notes,
      expires_at: session.expiresAtSeconds,
    };
  }

  intent(payment: SimPayment): object {
    const captured = payment.status === 'captured';
    return {
      object: 'payment_intent',
      id: payment.id,
      status: captured ? 'succeeded' : 'requires_payment_method',
      amount: payment.amountMinor,
      amount_received: captured ? payment.amountMinor : 0,
      currency: payment.currency.toLowerCase(),
      metadata: this.#book.order(payment.orderId).notes,
      last_payment_error: payment.error === null ? null : { message: payment.error },
    };
  }

  refund(refund: SimRefund): object {
    return {
      object: 'refund',
      id: refund.id,
      amount: refund.amountMinor,
      currency: refund.currency.toLowerCase(),
      payment_intent: refund.paymentId,
      status: REFUND_STATES[refund.status],
      metadata: { refund_key: refund.key },
    };
  }

  charge(payment: SimPayment): object {
    return {
      object: 'charge',
      id: payment.id.replace('pi_', 'ch_'),
      amount: payment.amountMinor,
      amount_refunded: payment.refundedMinor,
      currency: payment.currency.toLowerCase(),
      payment_intent: payment.id,
      metadata: {},
    };
  }

  event(id: string, type: string, object: object): string {
    return JSON.stringify({ object: 'event', id, type, data: { object } }, null, 2);
  }
}

function needed(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new SimRefusal(400, `Missing required param: ${name}.`);
  return value;
}

function nested(form: URLSearchParams, prefix: string): Record<string, string> {
  const found = [...form]
    .filter(([name]) => name.startsWith(`${prefix}[`))
    .map(([name, value]) => [name.slice(prefix.length + 1, -1), value] as const);
  return Object.fromEntries(found);
}
