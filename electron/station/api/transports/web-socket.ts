import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ApiContext, type ApiServices, newConnection } from '../context.ts';
import { router } from '../router.ts';
import { limitCalls } from './call-limit.ts';
import { isFieldSocket } from './field-sockets.ts';
import { isClientFrame } from './frame-guard.ts';
import {
  type BoundToLoopback,
  isHostAllowed,
  isLocalCaller,
  isOriginAllowed,
} from './http-guards.ts';

const PATH = '/ws';
const PAYLOAD_MAX_BYTES = 1024 * 1024;
/** What may wait unsent for one console: a snapshot of the largest lot, and then some. */
const UNSENT_MAX_BYTES = 64 * 1024 * 1024;
const CONSOLES_MAX = 256;
const CONSOLES_PER_ADDRESS_MAX = 64;
/** A console that has not answered one ping by the next is gone. */
const PING_EVERY_MS = 20_000;
/** How long a console that is sent away may take to hear of it. */
const CLOSE_TIMEOUT_MS = 2_000;

/** Close codes. Source: RFC 6455, 7.4.1, and 4000 to 4999, which are a program's own. */
const CLOSE = { stopping: 1001, noText: 1003, noFrame: 1007, tooSlow: 4008 } as const;

export interface SocketOptions {
  readonly server: Server;
  readonly services: ApiServices;
  readonly isBoundToLoopback: BoundToLoopback;
}

const handler = new RPCHandler<ApiContext>(router, { interceptors: [limitCalls] });

/** Serves the contract to browsers over WebSocket. Returns how to send everybody away. */
export function serveWebSockets(options: SocketOptions): () => void {
  const { server, services } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX_BYTES });
  const perAddress = new Map<string, number>();
  const alive = new WeakSet<WebSocket>();

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (isFieldSocket(request)) return;
    const address = request.socket.remoteAddress ?? 'unknown';
    const isFull =
      sockets.clients.size >= CONSOLES_MAX ||
      (perAddress.get(address) ?? 0) >= CONSOLES_PER_ADDRESS_MAX;
    const refusal = refusalOf(request, options.isBoundToLoopback, isFull);
    if (refusal !== null) {
      stream.on('error', () => stream.destroy());
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      alive.add(socket);
      socket.on('pong', () => alive.add(socket));
      socket.once('close', () => {
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left === 0) perAddress.delete(address);
        else perAddress.set(address, left);
      });
      serveSocket(socket, services, address, isLocalCaller(request));
    });
  });

  const pinging = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, PING_EVERY_MS).unref();

  return () => {
    clearInterval(pinging);
    for (const socket of sockets.clients) sendAway(socket, CLOSE.stopping, 'the station stops');
  };
}

function refusalOf(
  request: IncomingMessage,
  isBoundToLoopback: BoundToLoopback,
  isFull: boolean,
): string | null {
  if (request.url?.split('?')[0] !== PATH) return '404 Not Found';
  if (!isHostAllowed(request.headers.host, isBoundToLoopback(request)))
    return '421 Misdirected Request';
  if (!isOriginAllowed(request)) return '403 Forbidden';
  return isFull ? '503 Service Unavailable' : null;
}

function serveSocket(
  socket: WebSocket,
  services: ApiServices,
  address: string,
  isLocal: boolean,
): void {
  const { log, metrics } = services;
  const connection = newConnection('web-socket', address, isLocal);
  metrics.consoles('web-socket', 1);
  socket.once('close', () => metrics.consoles('web-socket', -1));
  socket.on('error', (error) => log.warn({ address, error: error.message }, 'a socket failed'));
  const guarded = {
    send: (message: string | Uint8Array) => send(socket, message),
    addEventListener(type: string, listener: (event: { readonly data: string }) => void) {
      if (type === 'close') socket.once('close', () => listener({ data: '' }));
      if (type !== 'message') return;
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) return sendAway(socket, CLOSE.noText, 'text frames only');
        const text = data.toString('utf8');
        if (!isClientFrame(text)) return sendAway(socket, CLOSE.noFrame, 'not a call');
        listener({ data: text });
      });
    },
  };
  void handler.upgrade(guarded as unknown as Parameters<typeof handler.upgrade>[0], {
    context: { services, connection },
  });
}

/**
 * Resolves when the message has left: a stream then takes its next message only as fast as the
 * console reads, and the live hub joins what comes in between.
 */
function send(socket: WebSocket, message: string | Uint8Array): Promise<void> {
  if (socket.bufferedAmount > UNSENT_MAX_BYTES) {
    sendAway(socket, CLOSE.tooSlow, 'the console reads too slowly');
    return Promise.resolve();
  }
  // A message to a console that has just gone fails here; its `close` event ends what it had open.
  return new Promise((resolve) => socket.send(message, () => resolve()));
}

function sendAway(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
}
