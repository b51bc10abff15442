import type { z } from 'zod';
import type { Log } from '../ports/log.ts';
import { ProviderFault } from './provider-fault.ts';

/** One attempt, from the connection to the last byte of the answer. */
const ATTEMPT_TIMEOUT_MS = 10_000;
const ATTEMPTS_MAX = 3;
/** Doubles with each attempt. */
const RETRY_FIRST_MS = 250;
const ANSWER_MAX_BYTES = 512 * 1024;
const EXPLANATION_MAX_CHARACTERS = 200;

export interface ProviderHttpOptions {
  /** The provider's own words in the body of a refusal; empty where there are none. */
  readonly explain: (body: unknown) => string;
  /** As people call it, such as "Razorpay". */
  readonly title: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The `Authorization` of every call. */
  readonly authorization: string;
  /** Cut out of every sentence, should the provider repeat one. */
  readonly secrets: readonly string[];
  readonly log: Log;
  /** How long to wait before attempt 2, 3 …; a test says none. */
  readonly retryFirstMs?: number;
  readonly attemptTimeoutMs?: number;
}

export interface ProviderCall {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly form?: URLSearchParams;
  /** False for what a second call would do twice: it is tried once, and the caller asks first. */
  readonly isRepeatable: boolean;
}

/** An answer below 500: `body` is its JSON, whatever that is. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Calls a provider's HTTP interface: every attempt has a timeout, attempts are few, redirects are not
 * followed (they would carry the key elsewhere), and no sentence holds a secret.
 */
export class ProviderHttp {
  readonly #options: ProviderHttpOptions;

  constructor(options: ProviderHttpOptions) {
    this.#options = options;
  }

  /**
   * Resolves with what the provider answered, a refusal included.
   * @throws ProviderFault `unreachable` after the last attempt, `unreadable` for what is no JSON
   */
  async call(call: ProviderCall): Promise<ProviderAnswer> {
    const { title, log, retryFirstMs = RETRY_FIRST_MS } = this.#options;
    const attempts = call.isRepeatable ? ATTEMPTS_MAX : 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(call);
      } catch (error) {
        if (!(error instanceof ProviderFault) || error.code !== 'unreachable') throw error;
        if (attempt === attempts) throw error;
        log.debug({ provider: title, attempt, error: error.message }, 'a call is tried again');
      }
      await sleep(retryFirstMs * 2 ** (attempt - 1));
    }
  }

  /**
   * Resolves with an answer of the expected shape; `what` names it for people.
   * @throws ProviderFault as `call`, and `refused` where the provider says no
   */
  async ask<T>(schema: z.ZodType<T>, what: string, call: ProviderCall): Promise<T> {
    const answer = await this.call(call);
    if (answer.status >= 400) throw this.refused(answer);
    const parsed = schema.safeParse(answer.body);
    if (!parsed.success) throw this.#unreadable(what);
    return parsed.data;
  }

  /** As `ask`, for what can be read again at any time. */
  get<T>(schema: z.ZodType<T>, what: string, path: string): Promise<T> {
    return this.ask(schema, what, { method: 'GET', path, isRepeatable: true });
  }

  /** A fault from an answer that says no, in the provider's own words. */
  refused({ status, body }: ProviderAnswer): ProviderFault {
    const { title, explain } = this.#options;
    const explanation = explain(body);
    if (status === 401 || status === 403)
      return new ProviderFault('refused', `${title} does not accept the key: check config.json.`);
    const words = this.#withoutSecrets(explanation).slice(0, EXPLANATION_MAX_CHARACTERS);
    return new ProviderFault('refused', `${title} refused (${status}): ${words || 'no reason'}`);
  }

  /** A fault from an answer whose shape nobody expects. */
  #unreadable(what: string): ProviderFault {
    return new ProviderFault('unreadable', `${this.#options.title} answered without ${what}.`);
  }

  async #attempt({ method, path, headers, json, form }: ProviderCall): Promise<ProviderAnswer> {
    const { title, baseUrl, authorization, attemptTimeoutMs = ATTEMPT_TIMEOUT_MS } = this.#options;
    const body = json === undefined ? form : JSON.stringify(json);
    let response: Response;
    let text: string;
    try {
      response = await fetch(baseUrl + path, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(attemptTimeoutMs),
        headers: {
          authorization,
          accept: 'application/json',
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      text = await readBounded(response);
    } catch (error) {
      if (error instanceof ProviderFault) throw error;
      throw new ProviderFault('unreachable', `${title} cannot be reached: ${this.#why(error)}.`);
    }
    const { status } = response;
    if (status === 409 || status === 429 || status >= 500)
      throw new ProviderFault('unreachable', `${title} is not ready (${status}).`);
    if (status >= 300 && status < 400)
      throw new ProviderFault('refused', `${title} sends calls elsewhere: check its baseUrl.`);
    return { status, body: this.#parse(text) };
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      // What it was is of no use to anybody and may repeat a secret.
      throw this.#unreadable('JSON');
    }
  }

  #why(error: unknown): string {
    if (!(error instanceof Error)) return 'no reason known';
    if (error.name === 'TimeoutError') return 'it did not answer in time';
    const cause = error.cause;
    const { code } = (cause instanceof Error ? cause : error) as { readonly code?: unknown };
    return typeof code === 'string' ? code : this.#withoutSecrets(error.message);
  }

  #withoutSecrets(text: string): string {
    return this.#options.secrets.reduce(
      (clean, secret) => (secret === '' ? clean : clean.replaceAll(secret, '…')),
      text,
    );
  }
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_MAX_BYTES)
      throw new ProviderFault('unreadable', 'The provider answered more than 512 KiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
