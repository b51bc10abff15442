import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OrderShape, SimBook, type SimOrder, type SimPayment, SimRefusal } from './book.ts';
import { payPage } from './page.ts';
import { RazorpaySide, type SimRequest } from './razorpay-side.ts';
import { SIM_KEYS } from './sim-keys.ts';
import { StripeSide } from './stripe-side.ts';
import { type SimEvent, WebhookPost } from './webhook-post.ts';

const BODY_MAX_BYTES = 256 * 1024;
const RETRY_MS = 1_000;
const REQUESTS_KEPT_MAX = 10_000;

export interface ProviderSimulatorOptions {
  /** 0 picks a free one; it listens on this machine alone. */
  readonly port?: number;
  /** The station's address, such as `http://127.0.0.1:4700`; may be set later. */
  readonly stationUrl?: string;
  readonly now?: () => number;
  /** Between one try to deliver an event and the next. */
  readonly webhookRetryMs?: number;
  readonly seed?: string;
}

/**
 * A payment provider that takes no money: it speaks Razorpay's and Stripe's HTTP from the other end,
 * shows a page behind each link, and delivers signed webhooks, in trouble as well as in order.
 */
export class ProviderSimulator {
  readonly book: SimBook;
  readonly webhooks: WebhookPost;
  /** Calls of both interfaces, such as `POST /v1/orders`, in order. */
  readonly requests: string[] = [];
  readonly razorpay: RazorpaySide;
  readonly stripe: StripeSide;
  stationUrl: string | null;
  /** So many of the next calls are answered with 503 and do nothing. */
  refuseCalls = 0;
  /** So many of the next calls that make something do so, but the line drops before the answer. */
  dropAnswers = 0;
  readonly #server: Server;
  #url = '';

  private constructor(options: ProviderSimulatorOptions) {
    const { now = Date.now, seed = 'simulated' } = options;
    this.stationUrl = options.stationUrl ?? null;
    this.book = new SimBook(now, seed);
    const url = () => this.#url;
    const { razorpay, stripe } = SIM_KEYS;
    this.razorpay = new RazorpaySide(this.book, razorpay.keyId, razorpay.keySecret, url);
    this.stripe = new StripeSide(this.book, stripe.secretKey, url);
    this.razorpay.onRefund = (id) => this.#tellRazorpayRefund(id);
    this.stripe.onRefund = (id) => this.#tellStripeRefund(id);
    this.webhooks = new WebhookPost({
      urlOf: (provider) =>
        this.stationUrl === null ? null : `${this.stationUrl}/api/v1/webhooks/${provider}`,
      secretOf: (provider) => SIM_KEYS[provider].webhookSecret,
      now,
      retryMs: options.webhookRetryMs ?? RETRY_MS,
    });
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: ProviderSimulatorOptions = {}): Promise<ProviderSimulator> {
    const simulator = new ProviderSimulator(options);
    const server = simulator.#server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    simulator.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return simulator;
  }

  get url(): string {
    return this.#url;
  }

  /** What goes under `payments.providers` of the station's config.json. */
  get providerSettings() {
    const baseUrl = this.#url;
    return {
      razorpay: { ...SIM_KEYS.razorpay, baseUrl },
      stripe: { ...SIM_KEYS.stripe, baseUrl, successUrl: `${baseUrl}/done` },
    };
  }

  async stop(): Promise<void> {
    this.webhooks.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Pays what the id or the merchant's reference names, and tells of it. */
  pay(
    idOrReference: string,
    method: SimPayment['method'] = 'card',
    amountMinor?: number,
  ): SimPayment {
    const order = this.find(idOrReference);
    const payment = this.book.pay(order, method, amountMinor);
    this.#tellPaid(order, payment);
    return payment;
  }

  /** Scans a UPI code and pays it: the order whose reference is the code's `tr`. */
  payUpi(uri: string): SimPayment {
    const { protocol, host, searchParams } = new URL(uri);
    const [payee, reference, amount] = ['pa', 'tr', 'am'].map((name) => searchParams.get(name));
    if (protocol !== 'upi:' || host !== 'pay' || !payee || !reference || !amount)
      throw new SimRefusal(400, 'This is no UPI code that a payer could scan.');
    if (!/^\d+\.\d{2}$/.test(amount) || searchParams.get('cu') !== 'INR')
      throw new SimRefusal(400, 'The amount of a UPI code has two decimals and is in INR.');
    return this.pay(reference, 'upi', Number(amount.replace('.', '')));
  }

  /** The payer's bank says no; the order stays open. */
  decline(idOrReference: string, error = 'Payment failed: declined by the bank'): SimPayment {
    const order = this.find(idOrReference);
    const payment = this.book.decline(order, 'card', error);
    this.#tellDeclined(order, payment);
    return payment;
  }

  /** The provider ends an order unpaid, as if its time were over. */
  expire(idOrReference: string): void {
    const order = this.find(idOrReference);
    order.status = 'expired';
    if (order.shape === 'stripe-session')
      this.#tellStripe('checkout.session.expired', this.stripe.session(order));
    if (order.shape === 'razorpay-link')
      this.#tellRazorpay('payment_link.expired', { payment_link: this.razorpay.link(order) });
  }

  /** Settles a refund that waits, see `slowRefunds`. */
  settleRefund(refundId: string, status: 'refunded' | 'failed' = 'refunded'): void {
    const refund = this.book.refunds.get(refundId);
    if (refund === undefined) throw new SimRefusal(404, `There is no refund ${refundId}.`);
    refund.status = status;
    if (refund.paymentId.startsWith('pay_')) this.#tellRazorpayRefund(refundId);
    else this.#tellStripeRefund(refundId);
  }

  /** Sends an event that somebody else signed. Resolves with how it was answered. */
  forge(idOrReference: string): Promise<number | null> {
    const order = this.find(idOrReference);
    const payment: SimPayment = {
      id: this.book.newId('pay'),
      orderId: order.id,
      amountMinor: order.amountMinor,
      currency: order.currency,
      method: 'card',
      status: 'captured',
      error: null,
      refundedMinor: 0,
    };
    const event =
      order.shape === 'stripe-session'
        ? this.#stripeEvent('payment_intent.succeeded', this.stripe.intent(payment))
        : this.#razorpayEvent('payment.captured', {
            payment: this.razorpay.payment(payment),
            order: this.razorpay.order(order),
          });
    return this.webhooks.send(event, 'the-forger-guesses');
  }

  /** @throws SimRefusal when nothing, or more than one thing, goes by that name */
  find(idOrReference: string, shape?: OrderShape): SimOrder {
    if (this.book.orders.has(idOrReference)) return this.book.order(idOrReference);
    const found = this.book.ofReference(idOrReference, shape);
    const [order] = found;
    if (order === undefined || found.length > 1)
      throw new SimRefusal(404, `${found.length} orders go by ${idOrReference}.`);
    return this.book.order(order.id);
  }

  #tellPaid(order: SimOrder, payment: SimPayment): void {
    if (order.shape === 'stripe-session') {
      this.#tellStripe('payment_intent.succeeded', this.stripe.intent(payment));
      this.#tellStripe('checkout.session.completed', this.stripe.session(order));
      return;
    }
    const entity = this.razorpay.payment(payment);
    this.#tellRazorpay('payment.captured', { payment: entity });
    if (order.shape === 'razorpay-link')
      this.#tellRazorpay('payment_link.paid', {
        payment_link: this.razorpay.link(order),
        payment: entity,
      });
    else this.#tellRazorpay('order.paid', { payment: entity, order: this.razorpay.order(order) });
  }

  #tellDeclined(order: SimOrder, payment: SimPayment): void {
    if (order.shape === 'stripe-session')
      this.#tellStripe('payment_intent.payment_failed', this.stripe.intent(payment));
    else this.#tellRazorpay('payment.failed', { payment: this.razorpay.payment(payment) });
  }

  #tellRazorpayRefund(refundId: string): void {
    const failed = this.book.refunds.get(refundId)?.status === 'failed';
    this.#tellRazorpay(failed ? 'refund.failed' : 'refund.processed', {
      refund: this.razorpay.refund(refundId),
    });
  }

  #tellStripeRefund(refundId: string): void {
    const refund = this.book.refunds.get(refundId);
    const payment = this.book.payments.get(refund?.paymentId ?? '');
    if (refund === undefined || payment === undefined) return;
    if (refund.status === 'refunded')
      this.#tellStripe('charge.refunded', this.stripe.charge(payment));
    this.#tellStripe('refund.updated', this.stripe.refund(refund));
  }

  #tellRazorpay(type: string, payload: Readonly<Record<string, object>>): void {
    this.webhooks.emit(this.#razorpayEvent(type, payload));
  }

  #tellStripe(type: string, object: object): void {
    this.webhooks.emit(this.#stripeEvent(type, object));
  }

  #razorpayEvent(type: string, payload: Readonly<Record<string, object>>): SimEvent {
    const body = this.razorpay.event(type, payload);
    return { id: this.book.newId('evt'), provider: 'razorpay', type, body };
  }

  #stripeEvent(type: string, object: object): SimEvent {
    const id = this.book.newId('evt');
    return { id, provider: 'stripe', type, body: this.stripe.event(id, type, object) };
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const { method = 'GET', headers } = incoming;
    const request = { method, url: new URL(incoming.url ?? '/', this.#url), headers, body };
    try {
      const { pathname } = request.url;
      if (pathname.startsWith('/pay/')) sendPage(response, this.#page(request));
      else if (pathname === '/done') sendPage(response, 'The payment is done.');
      else if (pathname.startsWith('/control/')) sendJson(response, 200, this.#control(request));
      else this.#api(request, response);
    } catch (error) {
      if (!(error instanceof SimRefusal)) throw error;
      const { status, message } = error;
      sendJson(response, status, {
        error: { code: 'BAD_REQUEST_ERROR', description: message, message },
      });
    }
  }

  #api(request: SimRequest, response: ServerResponse): void {
    if (this.requests.length === REQUESTS_KEPT_MAX) this.requests.shift();
    this.requests.push(`${request.method} ${request.url.pathname}`);
    if (this.refuseCalls > 0) {
      this.refuseCalls -= 1;
      sendJson(response, 503, {});
      return;
    }
    const answer = isStripePath(request.url.pathname, request.headers.authorization)
      ? this.stripe.handle(request)
      : this.razorpay.handle(request);
    if (this.dropAnswers > 0 && request.method === 'POST') {
      this.dropAnswers -= 1;
      response.destroy();
      return;
    }
    sendJson(response, 200, answer);
  }

  #page({ method, url, body }: SimRequest): string {
    const id = url.pathname.slice('/pay/'.length);
    const action = method === 'POST' ? new URLSearchParams(body).get('do') : null;
    if (action === 'card' || action === 'wallet') this.pay(id, action);
    if (action === 'decline') this.decline(id);
    return payPage(this.find(id));
  }

  /** The same acts for another process: `POST /control/pay {"order":"…"}` and the like. */
  #control({ method, url, body }: SimRequest): object {
    const action = url.pathname.slice('/control/'.length);
    if (method === 'GET' && action === 'orders') return { orders: [...this.book.orders.values()] };
    const input = readControl(body);
    const text = (name: string) => String(input[name] ?? '');
    switch (action) {
      case 'pay':
        return this.pay(text('order'), input.method === 'wallet' ? 'wallet' : 'card');
      case 'pay-upi':
        return this.payUpi(text('uri'));
      case 'decline':
        return this.decline(text('order'));
      case 'expire':
        this.expire(text('order'));
        return {};
      case 'webhooks':
        if (input.mode === 'deliver' || input.mode === 'hold' || input.mode === 'drop')
          this.webhooks.mode = input.mode;
        if (typeof input.copies === 'number') this.webhooks.copies = input.copies;
        if (typeof input.delayMs === 'number') this.webhooks.delayMs = input.delayMs;
        if (typeof input.stationUrl === 'string') this.stationUrl = input.stationUrl;
        if (input.release === true) void this.webhooks.release(input.reversed === true);
        return {};
      default:
        throw new SimRefusal(404, `There is no control named ${action}.`);
    }
  }
}

function isStripePath(pathname: string, authorization: string | undefined | readonly string[]) {
  // Both know /v1/refunds: who signs in with a bearer key speaks Stripe.
  const isBearer = typeof authorization === 'string' && authorization.startsWith('Bearer ');
  return isBearer || /^\/v1\/(checkout|payment_intents)\b/.test(pathname);
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readControl(body: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(body === '' ? '{}' : body) as object) };
  } catch (error) {
    throw new SimRefusal(400, `This is no JSON: ${(error as Error).message}`);
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, html: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(html);
}
