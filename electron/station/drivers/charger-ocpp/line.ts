import type { Socket } from 'node:net';

/** A connected charger: the part of ocpp-rpc's client that is used here, which its types do not export. */
export interface ChargerLine {
  readonly handshake: { readonly request: { readonly socket: Socket } };
  handle(method: string, handler: (call: { params?: unknown }) => Promise<object>): void;
  /** Rejects when the charger answers with an error, or not at all. */
  call(method: string, params: object): Promise<unknown>;
  close(how: { readonly code: number; readonly reason: string }): Promise<unknown>;
  on(event: 'badMessage', listener: () => void): void;
  on(
    event: 'message',
    listener: (passed: { readonly message: string; readonly outbound: boolean }) => void,
  ): void;
  on(
    event: 'strictValidationFailure',
    listener: (failure: { readonly method: string; readonly outbound: boolean }) => void,
  ): void;
  on(event: 'ping', listener: (pong: { readonly rtt: number }) => void): void;
  on(event: 'socketError', listener: (error: Error & { code?: string }) => void): void;
  once(event: 'close', listener: () => void): void;
}
