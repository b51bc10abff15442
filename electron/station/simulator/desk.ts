import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { VEHICLE_CLASSES, type VehicleNeeds } from '#domain/facility/kinds.ts';

const CALL_TIMEOUT_MS = 5_000;
/** A busy or starting station is asked this often in all. */
const TRIES_MAX = 4;
const RETRY_AFTER_MS = 700;
const READY_WAIT_MAX_MS = 60_000;
const READY_POLL_MS = 250;

const signedInSchema = z.object({ token: z.string() });
const quoteSchema = z.object({ dueMinor: z.number().int() });
const entrySchema = z.object({
  ticket: z.object({ number: z.string(), token: z.string() }),
  slot: z.object({ label: z.string() }),
});
const sessionsSchema = z.array(
  z.object({
    ticketNumber: z.string(),
    plate: z.string().nullable(),
    vehicleClass: z.enum(VEHICLE_CLASSES),
    slotId: z.string().nullable(),
  }),
);

export interface DeskOptions {
  readonly apiUrl: string;
  readonly lotId: string;
  readonly user: string;
  readonly password: string;
}

export type PresentedAtDesk = { readonly ticket: string } | { readonly plate: string };
export type SessionInside = z.infer<typeof sessionsSchema>[number];

/** The attendant whom drivers go to: the station's REST API, as any desk would use it. */
export class Desk {
  readonly #options: DeskOptions;
  #token: string | null = null;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Resolves once the station serves; false when it does not within a minute. */
  async waitUntilReady(): Promise<boolean> {
    const deadline = Date.now() + READY_WAIT_MAX_MS;
    while (Date.now() < deadline) {
      const answer = await attempt(`${this.#options.apiUrl}/readyz`, {});
      if (answer?.ok === true) return true;
      await pause(READY_POLL_MS);
    }
    return false;
  }

  /** Pays what is due in cash, with a note that is large enough. False when that did not work. */
  async pay(by: PresentedAtDesk): Promise<boolean> {
    const quoted = await this.#call('POST', 'quotes', by, quoteSchema);
    if (quoted === null) return false;
    const { dueMinor } = quoted;
    if (dueMinor === 0) return true;
    const tenderedMinor = Math.ceil(dueMinor / 10_000) * 10_000;
    const payment = { ...by, method: 'cash', amountMinor: dueMinor, tenderedMinor };
    return (await this.#call('POST', 'payments', payment, z.unknown())) !== null;
  }

  /** The button of a ticket machine, served by the attendant. Null when no ticket was given. */
  async takeTicket(
    laneId: string,
    needs: VehicleNeeds,
  ): Promise<{ readonly ticket: string; readonly slotLabel: string } | null> {
    const entry = await this.#call('POST', 'entries', { laneId, ...needs }, entrySchema);
    return entry === null ? null : { ticket: entry.ticket.token, slotLabel: entry.slot.label };
  }

  /** Who is inside by the books, or null when the station does not say. */
  async sessionsInside(): Promise<SessionInside[] | null> {
    return this.#call('GET', 'sessions?state=inside&limit=5000', null, sessionsSchema);
  }

  async #call<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | null,
    schema: z.ZodType<T>,
  ): Promise<T | null> {
    const { apiUrl, lotId } = this.#options;
    // The same key on every try: a payment whose answer was lost is not taken twice.
    const idempotencyKey = randomUUID();
    for (let tries = 1; tries <= TRIES_MAX; tries++) {
      this.#token ??= await this.#signIn();
      const answer = await attempt(`${apiUrl}/api/v1/lots/${lotId}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.#token ?? ''}`,
          ...(body === null
            ? {}
            : { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
      if (answer?.ok === true) {
        const read = schema.safeParse(await answer.json());
        return read.success ? read.data : null;
      }
      if (answer?.status === 401) this.#token = null;
      // Anything else the station has decided: asking again would not change its mind.
      else if (answer !== null && answer.status < 500 && answer.status !== 429) return null;
      await pause(RETRY_AFTER_MS * tries);
    }
    return null;
  }

  async #signIn(): Promise<string | null> {
    const { apiUrl, user, password } = this.#options;
    const answer = await attempt(`${apiUrl}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: user, password }),
    });
    if (answer?.ok !== true) return null;
    const read = signedInSchema.safeParse(await answer.json());
    return read.success ? read.data.token : null;
  }
}

/** Null when there is no answer at all. */
async function attempt(url: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
  } catch {
    // A station that is away or starting is no fault of the field: the caller tries again.
    return null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
