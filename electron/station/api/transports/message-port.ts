import { RPCHandler } from '@orpc/server/message-port';
import { type ApiContext, type ApiServices, newConnection } from '../context.ts';
import { router } from '../router.ts';
import { limitCalls } from './call-limit.ts';
import { isClientFrame } from './frame-guard.ts';

/**
 * A port as the desktop shell hands it over (Electron's `MessagePortMain`, whose messages are events
 * with `data`), or one of Node's own, whose messages are the data.
 */
export interface ConsolePort {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start?(): void;
  close(): void;
}

const handler = new RPCHandler<ApiContext>(router, { interceptors: [limitCalls] });

/** Serves the contract to the window at the other end of a port, until that end closes. */
export function servePort(port: ConsolePort, services: ApiServices): void {
  const { log, metrics } = services;
  const connection = newConnection('message-port', 'window', true);
  const guarded = {
    postMessage: (data: unknown) => port.postMessage(data),
    on(event: string, listener: (message?: unknown) => void) {
      if (event === 'close') port.on('close', () => listener());
      if (event === 'message') port.on('message', (message) => take(message, listener));
    },
  };
  const take = (message: unknown, listener: (message: { readonly data: string }) => void) => {
    const data = dataOf(message);
    if (typeof data === 'string' && isClientFrame(data)) listener({ data });
    else log.warn({}, 'a message from the window was no call and was dropped');
  };
  handler.upgrade(guarded as unknown as Parameters<typeof handler.upgrade>[0], {
    context: { services, connection },
  });
  metrics.consoles('message-port', 1);
  port.on('close', () => metrics.consoles('message-port', -1));
  port.start?.();
}

function dataOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'data' in message
    ? message.data
    : message;
}
