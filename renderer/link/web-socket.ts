import { RPCLink } from '@orpc/client/websocket';
import { type Connection, StationUnreachable, type Transport } from './transport.ts';

const OPEN_TIMEOUT_MS = 5_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The station's socket address that belongs to the page's own address. */
export function socketUrl(page: { readonly protocol: string; readonly host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/ws`;
}

/** Reaches the station over the WebSocket that serves this page. */
export function webSocketTransport(
  url = socketUrl(window.location),
  hostName = window.location.hostname,
): Transport {
  return {
    kind: 'web-socket',
    sharesClock: LOOPBACK.has(hostName),
    open: (signal) => openSocket(url, signal),
  };
}

function openSocket(url: string, signal: AbortSignal): Promise<Connection> {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  const opened = new Promise<Connection>((resolve, reject) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(OPEN_TIMEOUT_MS)]);
    limit.addEventListener('abort', () => {
      if (socket.readyState === WebSocket.CONNECTING) socket.close();
    });
    socket.addEventListener('open', () => {
      resolve({
        link: new RPCLink({ websocket: quietAfterEnd(socket) }),
        closed,
        close: () => socket.close(),
      });
    });
    void closed.then(() => reject(new StationUnreachable(`no answer from ${url}`)));
  });
  return opened;
}

/**
 * The socket as the client sees it. A stream that is left after the socket has ended still wants to
 * say so; there is nobody to tell, and it is no fault. Calls are turned away by the link before this.
 */
function quietAfterEnd(
  socket: WebSocket,
): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> {
  const ended = () => socket.readyState >= WebSocket.CLOSING;
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    get readyState() {
      return ended() ? WebSocket.OPEN : socket.readyState;
    },
    send: (message: Parameters<WebSocket['send']>[0]) => {
      if (!ended()) socket.send(message);
    },
  };
}
