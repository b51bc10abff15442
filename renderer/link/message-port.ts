import { RPCLink } from '@orpc/client/message-port';
import type { ConsolePortMessage } from './port-message.ts';
import type { Connection, Transport } from './transport.ts';

const KIND: ConsolePortMessage['kind'] = 'gatehouse:console-port';

/** Whether this page runs in the desktop window, whose preload hands over a port. */
export function inDesktopWindow(): boolean {
  return 'gatehouse' in window;
}

/**
 * Reaches the station over the port that the desktop window hands in. Listens from the moment it
 * is made, because the port is handed over once, when the page has loaded.
 */
export function messagePortTransport(target: Window = window): Transport {
  const waiting: MessagePort[] = [];
  let wake: (() => void) | null = null;
  target.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== target || !isPortMessage(event.data)) return;
    const port = event.ports[0];
    if (port === undefined) return;
    // Only the newest port leads to a living station.
    waiting.splice(0, waiting.length, port);
    wake?.();
  });
  const nextPort = (signal: AbortSignal): Promise<MessagePort> =>
    new Promise((resolve, reject) => {
      const take = () => {
        const port = waiting.shift();
        if (port === undefined) return;
        wake = null;
        resolve(port);
      };
      wake = take;
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      take();
    });
  return {
    kind: 'message-port',
    sharesClock: true,
    open: async (signal) => connect(await nextPort(signal)),
  };
}

function isPortMessage(data: unknown): data is ConsolePortMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === KIND;
}

function connect(port: MessagePort): Connection {
  let end = () => {};
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  port.addEventListener('close', () => end());
  const link = new RPCLink({ port });
  port.start();
  return {
    link,
    closed,
    close: () => {
      port.close();
      end();
    },
  };
}
