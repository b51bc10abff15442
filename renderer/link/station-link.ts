import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Contract } from '#domain/contract/index.ts';
import { backoffMs, waitMs } from './backoff.ts';
import { type Connection, StationUnreachable, type Transport } from './transport.ts';

/** The station's whole contract as typed calls. */
export type StationClient = ContractRouterClient<Contract>;

/** A call that has not been answered by then will not be; the person is told. */
const CALL_TIMEOUT_MS = 15_000;
/** A connection this silent is asked whether it still lives. */
const PROBE_EVERY_MS = 10_000;
const PROBE_TIMEOUT_MS = 5_000;

export interface LinkStatus {
  /** `connecting` before the first success, `online`, `lost` while a connection is being regained. */
  readonly phase: 'connecting' | 'online' | 'lost';
  /** Counts connections, so that whatever hangs on one starts anew with the next. */
  readonly epoch: number;
  /** When the next attempt is made, epoch milliseconds of this computer; null while trying. */
  readonly retryAt: number | null;
  readonly lostAt: number | null;
}

/**
 * Keeps one connection to the station for as long as the console runs, and offers its contract as
 * typed calls that go over whichever connection is open.
 */
export class StationLink {
  readonly status: StoreApi<LinkStatus>;
  readonly client: StationClient;
  readonly transport: Transport;
  #connection: Connection | null = null;
  readonly #ended = new WeakSet<Connection>();
  #stop = new AbortController();
  #hurry = new AbortController();
  #prepare: (client: StationClient) => Promise<void> = async () => {};

  constructor(transport: Transport) {
    this.transport = transport;
    this.status = createStore<LinkStatus>(() => ({
      phase: 'connecting',
      epoch: 0,
      retryAt: null,
      lostAt: null,
    }));
    const link: ClientLink<ClientContext> = {
      call: (path, input, options) => this.#call(path, input, options),
    };
    this.client = createORPCClient(link);
  }

  /** Called on every new connection before anything else is sent: takes up the sign-in. */
  onConnect(prepare: (client: StationClient) => Promise<void>): void {
    this.#prepare = prepare;
  }

  start(): void {
    this.#stop = new AbortController();
    void this.#keepConnected(this.#stop.signal);
  }

  stop(): void {
    this.#stop.abort();
    this.#connection?.close();
  }

  /** Tries again at once instead of waiting for the next attempt. */
  retryNow(): void {
    this.#hurry.abort();
  }

  async #keepConnected(stop: AbortSignal): Promise<void> {
    for (let attempt = 1; !stop.aborted; attempt++) {
      const reached = await this.#hold(stop);
      if (stop.aborted) return;
      if (reached) attempt = 1;
      const delayMs = backoffMs(attempt, Math.random());
      const now = Date.now();
      const { lostAt, phase } = this.status.getState();
      this.status.setState({
        phase: phase === 'connecting' && !reached && attempt < 3 ? 'connecting' : 'lost',
        retryAt: now + delayMs,
        lostAt: lostAt ?? now,
      });
      this.#hurry = new AbortController();
      await waitMs(delayMs, AbortSignal.any([stop, this.#hurry.signal]));
      this.status.setState({ retryAt: null });
    }
  }

  /** Opens one connection and holds it to its end. False when it never came to life. */
  async #hold(stop: AbortSignal): Promise<boolean> {
    let connection: Connection;
    try {
      connection = await this.transport.open(stop);
    } catch (cause) {
      // Not reached is the expected answer of a station that starts or restarts.
      console.info('station not reached', cause);
      return false;
    }
    this.#connection = connection;
    void connection.closed.then(() => this.#ended.add(connection));
    try {
      await this.#prepare(this.client);
    } catch (cause) {
      console.warn('connection given up before use', cause);
      connection.close();
      this.#connection = null;
      return false;
    }
    const { epoch } = this.status.getState();
    this.status.setState({ phase: 'online', epoch: epoch + 1, retryAt: null, lostAt: null });
    const probing = new AbortController();
    void this.#probe(connection, AbortSignal.any([stop, probing.signal]));
    await connection.closed;
    probing.abort();
    this.#connection = null;
    return true;
  }

  /** A cable pulled out ends no socket by itself: ask now and then, and give up on silence. */
  async #probe(connection: Connection, signal: AbortSignal): Promise<void> {
    for (;;) {
      await waitMs(PROBE_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        await this.client.signIn.setup(undefined, {
          signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
        });
      } catch (cause) {
        if (!isSilence(cause)) continue;
        connection.close();
        return;
      }
    }
  }

  async #call(
    path: readonly string[],
    input: unknown,
    options: Parameters<ClientLink<ClientContext>['call']>[2],
  ): Promise<unknown> {
    const connection = this.#connection;
    if (connection === null || this.#ended.has(connection))
      throw new StationUnreachable('not connected');
    const limit = isStream(path) ? undefined : AbortSignal.timeout(CALL_TIMEOUT_MS);
    const signal = options.signal ?? limit;
    try {
      return await connection.link.call(path, input, signal ? { ...options, signal } : options);
    } catch (cause) {
      if (this.#ended.has(connection))
        throw new StationUnreachable('the connection ended before the answer came', { cause });
      throw cause;
    }
  }
}

function isStream(path: readonly string[]): boolean {
  return path.join('.') === 'live.watch';
}

/** Whether a probe failed for want of an answer; an error that the station sent is an answer. */
function isSilence(cause: unknown): boolean {
  return (
    cause instanceof StationUnreachable ||
    (cause instanceof DOMException &&
      (cause.name === 'TimeoutError' || cause.name === 'AbortError'))
  );
}
