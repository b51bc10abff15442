import { createHash } from 'node:crypto';

export type OrderShape = 'razorpay-order' | 'razorpay-link' | 'stripe-session';

/** One thing that can be paid at the provider. */
export interface SimOrder {
  readonly id: string;
  readonly shape: OrderShape;
  /** The receipt, the reference id or the client's reference: what the merchant calls it. */
  readonly reference: string;
  readonly amountMinor: number;
  /** Upper case. */
  readonly currency: string;
  readonly description: string;
  readonly notes: Readonly<Record<string, string>>;
  /** Epoch seconds, or null for what never runs out. */
  readonly expiresAtSeconds: number | null;
  readonly createdAtSeconds: number;
  status: 'open' | 'paid' | 'expired' | 'cancelled';
  readonly payments: SimPayment[];
}

export interface SimPayment {
  readonly id: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly method: 'card' | 'upi' | 'wallet';
  readonly status: 'captured' | 'failed';
  readonly error: string | null;
  refundedMinor: number;
}

export interface SimRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly key: string;
  status: 'pending' | 'refunded' | 'failed';
}

/** Why the provider does not do it; becomes its error answer. */
export class SimRefusal extends Error {
  override readonly name = 'SimRefusal';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The provider's ledger: what was ordered, paid and given back. Kept in memory, as a test wants it. */
export class SimBook {
  readonly orders = new Map<string, SimOrder>();
  readonly payments = new Map<string, SimPayment>();
  readonly refunds = new Map<string, SimRefund>();
  readonly #now: () => number;
  readonly #seed: string;
  #count = 0;

  /** `seed` keeps the ids of two providers apart; equal seeds give equal ids. */
  constructor(now: () => number, seed: string) {
    this.#now = now;
    this.#seed = seed;
  }

  get nowSeconds(): number {
    return Math.floor(this.#now() / 1_000);
  }

  /** An id as providers make them: a prefix and 14 letters and digits. */
  newId(prefix: string): string {
    this.#count += 1;
    const digest = createHash('sha256').update(`${this.#seed} ${prefix} ${this.#count}`);
    return `${prefix}_${digest.digest('hex').slice(0, 14)}`;
  }

  add(order: Omit<SimOrder, 'createdAtSeconds' | 'status' | 'payments'>): SimOrder {
    const added: SimOrder = {
      ...order,
      createdAtSeconds: this.nowSeconds,
      status: 'open',
      payments: [],
    };
    this.orders.set(added.id, added);
    return added;
  }

  /** The order as it stands now: one whose time is over has run out. */
  order(id: string): SimOrder {
    const order = this.orders.get(id);
    if (order === undefined) throw new SimRefusal(404, `The id ${id} does not exist.`);
    const { expiresAtSeconds } = order;
    if (order.status === 'open' && expiresAtSeconds !== null && this.nowSeconds > expiresAtSeconds)
      order.status = 'expired';
    return order;
  }

  ofReference(reference: string, shape?: OrderShape): readonly SimOrder[] {
    return [...this.orders.values()].filter(
      (order) => order.reference === reference && (shape === undefined || order.shape === shape),
    );
  }

  pay(order: SimOrder, method: SimPayment['method'], amountMinor = order.amountMinor): SimPayment {
    if (order.status !== 'open')
      throw new SimRefusal(400, `The order is ${order.status}: nothing can be paid.`);
    const payment = this.#attempt(order, { method, amountMinor, status: 'captured', error: null });
    order.status = 'paid';
    return payment;
  }

  /** An attempt that the payer's bank declines; the order stays open for another. */
  decline(order: SimOrder, method: SimPayment['method'], error: string): SimPayment {
    return this.#attempt(order, {
      method,
      amountMinor: order.amountMinor,
      status: 'failed',
      error,
    });
  }

  refund(paymentId: string, amountMinor: number, key: string, isSlow: boolean): SimRefund {
    const payment = this.payments.get(paymentId);
    if (payment === undefined || payment.status !== 'captured')
      throw new SimRefusal(400, 'The payment has not been captured.');
    if (payment.refundedMinor + amountMinor > payment.amountMinor)
      throw new SimRefusal(400, 'The total refund amount is greater than the payment.');
    payment.refundedMinor += amountMinor;
    const { currency } = payment;
    const status = isSlow ? 'pending' : 'refunded';
    const refund: SimRefund = {
      id: this.newId('rfnd'),
      paymentId,
      amountMinor,
      currency,
      key,
      status,
    };
    this.refunds.set(refund.id, refund);
    return refund;
  }

  refundsOf(paymentId: string): readonly SimRefund[] {
    return [...this.refunds.values()].filter((refund) => refund.paymentId === paymentId);
  }

  #attempt(
    order: SimOrder,
    facts: Pick<SimPayment, 'method' | 'amountMinor' | 'status' | 'error'>,
  ): SimPayment {
    const prefix = order.shape === 'stripe-session' ? 'pi' : 'pay';
    const payment: SimPayment = {
      id: this.newId(prefix),
      orderId: order.id,
      currency: order.currency,
      refundedMinor: 0,
      ...facts,
    };
    order.payments.push(payment);
    this.payments.set(payment.id, payment);
    return payment;
  }
}

/** Calls that came with an idempotency key: the same key is the same answer, once and for all. */
export class SimIdempotency {
  readonly #answers = new Map<string, { readonly print: string; readonly answer: unknown }>();

  once<T>(key: string | undefined, print: string, make: () => T): T {
    if (key === undefined) return make();
    const before = this.#answers.get(key);
    if (before === undefined) {
      const answer = make();
      this.#answers.set(key, { print, answer });
      return answer;
    }
    if (before.print !== print)
      throw new SimRefusal(400, 'The same idempotency key came with another request.');
    return before.answer as T;
  }
}
