import { createHmac } from 'node:crypto';

export interface SimEvent {
  readonly id: string;
  readonly provider: 'razorpay' | 'stripe';
  readonly type: string;
  readonly body: string;
}

/** What became of one try to deliver an event. `status` is null where nobody answered. */
export interface SimDelivery {
  readonly eventId: string;
  readonly type: string;
  readonly status: number | null;
}

export interface WebhookPostOptions {
  /** Where events of a provider go, or null while nobody has said. */
  readonly urlOf: (provider: SimEvent['provider']) => string | null;
  readonly secretOf: (provider: SimEvent['provider']) => string;
  readonly now: () => number;
  /** Between one try and the next. */
  readonly retryMs: number;
}

const TRIES_MAX = 8;
const ATTEMPT_TIMEOUT_MS = 10_000;
/** The outbox and the record of a test; the oldest are forgotten. */
const KEPT_MAX = 10_000;

/**
 * Posts signed events until they are taken, as providers do, or as a test orders: held back, dropped,
 * in another order, more than once.
 */
export class WebhookPost {
  readonly #options: WebhookPostOptions;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly events: SimEvent[] = [];
  readonly deliveries: SimDelivery[] = [];
  readonly #held: SimEvent[] = [];
  mode: 'deliver' | 'hold' | 'drop' = 'deliver';
  /** How many times each event is sent. */
  copies = 1;
  delayMs = 0;
  #closed = false;

  constructor(options: WebhookPostOptions) {
    this.#options = options;
  }

  emit(event: SimEvent): void {
    keep(this.events, event);
    if (this.mode === 'hold') keep(this.#held, event);
    if (this.mode !== 'deliver') return;
    for (let copy = 0; copy < this.copies; copy += 1)
      this.#later(this.delayMs, () => this.#try(event, 1));
  }

  /** Sends what was held back, one after the other, newest first when `reversed`. */
  async release(reversed = false): Promise<void> {
    const held = this.#held.splice(0);
    for (const event of reversed ? held.reverse() : held) await this.send(event);
  }

  /** Sends an event once, signed now, and says how it was answered. */
  async send(
    event: SimEvent,
    secret = this.#options.secretOf(event.provider),
  ): Promise<number | null> {
    const url = this.#options.urlOf(event.provider);
    const status = url === null ? null : await this.#post(url, event, secret);
    keep(this.deliveries, { eventId: event.id, type: event.type, status });
    return status;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #try(event: SimEvent, attempt: number): Promise<void> {
    const status = await this.send(event);
    const taken = status !== null && status >= 200 && status < 300;
    if (taken || attempt === TRIES_MAX) return;
    this.#later(this.#options.retryMs * attempt, () => this.#try(event, attempt + 1));
  }

  #later(ms: number, work: () => Promise<void>): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, ms);
    this.#timers.add(timer);
  }

  async #post(url: string, event: SimEvent, secret: string): Promise<number | null> {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...this.#signature(event, secret) },
        body: event.body,
        signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      // Nobody there is what the record says by `null`; the next try may find somebody.
      return null;
    }
  }

  #signature({ id, provider, body }: SimEvent, secret: string): Record<string, string> {
    const hmac = createHmac('sha256', secret);
    if (provider === 'razorpay')
      return {
        'x-razorpay-signature': hmac.update(body).digest('hex'),
        'x-razorpay-event-id': id,
      };
    const time = Math.floor(this.#options.now() / 1_000);
    return { 'stripe-signature': `t=${time},v1=${hmac.update(`${time}.${body}`).digest('hex')}` };
  }
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > KEPT_MAX) list.shift();
}
