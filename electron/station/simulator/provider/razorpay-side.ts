import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  type SimBook,
  SimIdempotency,
  type SimOrder,
  type SimPayment,
  SimRefusal,
} from './book.ts';

export interface SimRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const notes = z.record(z.string(), z.string()).default({});
const orderInput = z.object({
  amount: z.number().int().min(100, 'Order amount less than minimum amount allowed'),
  currency: z.string().length(3),
  receipt: z.string().max(40).default(''),
  notes,
});
const linkInput = z.object({
  amount: z.number().int().min(100, 'The amount must be at least 100.'),
  currency: z.string().length(3),
  reference_id: z.string().max(40),
  description: z.string().max(2048).default(''),
  expire_by: z.number().int().optional(),
  notes,
});
const refundInput = z.object({
  amount: z.number().int().positive(),
  receipt: z.string().default(''),
});

const LINK_LIVES_AT_LEAST_SECONDS = 15 * 60;

/** Razorpay's interface from the other end: Basic sign-in, JSON, errors as `{error:{description}}`. */
export class RazorpaySide {
  readonly #book: SimBook;
  readonly #authorization: string;
  readonly #baseUrl: () => string;
  readonly #once = new SimIdempotency();
  /** Refunds wait until somebody settles them. */
  slowRefunds = false;
  onRefund: (refundId: string) => void = () => {};

  constructor(book: SimBook, keyId: string, keySecret: string, baseUrl: () => string) {
    this.#book = book;
    this.#baseUrl = baseUrl;
    this.#authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  }

  handle(request: SimRequest): object {
    if (!isSame(request.headers.authorization, this.#authorization))
      throw new SimRefusal(401, 'Authentication failed');
    const { method, url } = request;
    const [, , resource, id, action] = url.pathname.split('/');
    switch (`${method} ${resource}${id === undefined ? '' : '/:id'}${action ? `/${action}` : ''}`) {
      case 'POST orders':
        return this.#addOrder(read(request, orderInput));
      case 'GET orders':
        return this.#ordersOf(url.searchParams.get('receipt') ?? '');
      case 'GET orders/:id/payments':
        return collection(this.#book.order(id ?? '').payments.map((one) => this.payment(one)));
      case 'POST payment_links':
        return this.#addLink(read(request, linkInput));
      case 'GET payment_links':
        return this.#linksOf(url.searchParams.get('reference_id') ?? '');
      case 'GET payment_links/:id':
        return this.link(this.#book.order(id ?? ''));
      case 'POST payment_links/:id/cancel':
        return this.#cancel(this.#book.order(id ?? ''));
      case 'POST payments/:id/refund':
        return this.#refund(id ?? '', request);
      case 'GET payments/:id/refunds':
        return collection(this.#book.refundsOf(id ?? '').map((one) => this.refund(one.id)));
      case 'GET refunds/:id':
        return this.refund(id ?? '');
      default:
        throw new SimRefusal(404, 'The requested URL was not found on the server.');
    }
  }

  #addOrder(input: z.infer<typeof orderInput>): object {
    const order = this.#book.add({
      id: this.#book.newId('order'),
      shape: 'razorpay-order',
      reference: input.receipt,
      amountMinor: input.amount,
      currency: input.currency,
      description: '',
      notes: input.notes,
      expiresAtSeconds: null,
    });
    return this.order(order);
  }

  #ordersOf(receipt: string): object {
    const found = this.#book.ofReference(receipt, 'razorpay-order');
    return collection(found.map((order) => this.order(order)));
  }

  #addLink(input: z.infer<typeof linkInput>): object {
    if (this.#book.ofReference(input.reference_id, 'razorpay-link').length > 0)
      throw new SimRefusal(
        400,
        `payment link already exists with reference_id ${input.reference_id}`,
      );
    const earliest = this.#book.nowSeconds + LINK_LIVES_AT_LEAST_SECONDS;
    if (input.expire_by !== undefined && input.expire_by < earliest)
      throw new SimRefusal(400, 'expire_by should be at least 15 minutes after current time');
    const link = this.#book.add({
      id: this.#book.newId('plink'),
      shape: 'razorpay-link',
      reference: input.reference_id,
      amountMinor: input.amount,
      currency: input.currency,
      description: input.description,
      notes: input.notes,
      expiresAtSeconds: input.expire_by ?? null,
    });
    return this.link(link);
  }

  #linksOf(reference: string): object {
    const found = this.#book.ofReference(reference, 'razorpay-link');
    return { payment_links: found.map(({ id }) => this.link(this.#book.order(id))) };
  }

  #cancel(link: SimOrder): object {
    if (link.status !== 'open') throw new SimRefusal(400, `The link is ${link.status}.`);
    link.status = 'cancelled';
    return this.link(link);
  }

  #refund(paymentId: string, request: SimRequest): object {
    const { 'x-refund-idempotency': key } = request.headers;
    const { amount, receipt } = read(request, refundInput);
    const print = `${paymentId} ${request.body}`;
    return this.#once.once(typeof key === 'string' ? key : undefined, print, () => {
      const { id } = this.#book.refund(paymentId, amount, receipt, this.slowRefunds);
      if (!this.slowRefunds) this.onRefund(id);
      return this.refund(id);
    });
  }

  order({ id, reference, amountMinor, currency, status, notes, payments }: SimOrder): object {
    const paidMinor = status === 'paid' ? amountMinor : 0;
    return {
      id,
      entity: 'order',
      amount: amountMinor,
      amount_paid: paidMinor,
      amount_due: amountMinor - paidMinor,
      currency,
      receipt: reference,
      status: status === 'paid' ? 'paid' : payments.length > 0 ? 'attempted' : 'created',
      attempts: payments.length,
      notes,
    };
  }

  link(link: SimOrder): object {
    const { id, reference, amountMinor, currency, description, status, notes, payments } = link;
    return {
      id,
      amount: amountMinor,
      amount_paid: status === 'paid' ? amountMinor : 0,
      accept_partial: false,
      currency,
      description,
      expire_by: link.expiresAtSeconds ?? 0,
      notes,
      payments: payments.map((one) => ({
        payment_id: one.id,
        amount: one.amountMinor,
        method: one.method,
        status: one.status,
      })),
      reference_id: reference,
      short_url: `${this.#baseUrl()}/pay/${id}`,
      status: status === 'open' ? 'created' : status,
    };
  }

  payment(payment: SimPayment): object {
    const { notes, shape } = this.#book.order(payment.orderId);
    // What a link was given as notes does not reach its payment.
    const ownNotes = shape === 'razorpay-order' && Object.keys(notes).length > 0 ? notes : [];
    return {
      id: payment.id,
      entity: 'payment',
      amount: payment.amountMinor,
      currency: payment.currency,
      status: payment.status,
      order_id: shape === 'razorpay-order' ? payment.orderId : null,
      method: payment.method,
      amount_refunded: payment.refundedMinor,
      captured: payment.status === 'captured',
      notes: ownNotes,
      error_code: payment.error === null ? null : 'BAD_REQUEST_ERROR',
      error_description: payment.error,
    };
  }

  refund(refundId: string): object {
    const refund = this.#book.refunds.get(refundId);
    if (refund === undefined) throw new SimRefusal(404, `The id ${refundId} does not exist.`);
    return {
      id: refund.id,
      entity: 'refund',
      amount: refund.amountMinor,
      currency: refund.currency,
      payment_id: refund.paymentId,
      receipt: refund.key,
      status: refund.status === 'refunded' ? 'processed' : refund.status,
    };
  }

  /** What becomes of a payment, as the event that tells of it. */
  event(type: string, payload: Readonly<Record<string, object>>): string {
    return JSON.stringify({
      entity: 'event',
      account_id: 'acc_simulated',
      event: type,
      contains: Object.keys(payload),
      payload: Object.fromEntries(
        Object.entries(payload).map(([name, entity]) => [name, { entity }]),
      ),
      created_at: this.#book.nowSeconds,
    });
  }
}

const collection = (items: readonly object[]) => ({
  entity: 'collection',
  count: items.length,
  items,
});

function read<T>({ body }: SimRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new SimRefusal(400, 'The request body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new SimRefusal(400, z.prettifyError(parsed.error));
  return parsed.data;
}

/** Whether the caller shows the key. */
export function isSame(given: string | readonly string[] | undefined, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
