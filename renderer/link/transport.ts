import type { ClientContext, ClientLink } from '@orpc/client';

/** One open way to the station. When it ends, a new one is opened; it is never revived. */
export interface Connection {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when the connection has ended, by either side. */
  readonly closed: Promise<void>;
  close(): void;
}

/** How the console reaches its station. Only this folder knows which one is in use. */
export interface Transport {
  readonly kind: 'web-socket' | 'message-port' | 'in-memory';
  /** The station runs on this computer, so that both read the same clock. */
  readonly sharesClock: boolean;
  /** Rejects when the station cannot be reached or `signal` ends the attempt. */
  open(signal: AbortSignal): Promise<Connection>;
}

/** The station did not answer, or there is no connection to it right now. */
export class StationUnreachable extends Error {
  override readonly name = 'StationUnreachable';
}
