import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiServices } from '../context.ts';
import { tokensOf } from './field-token.ts';

/** Where chargers dial in; their id in the lot file is the last part. */
const CHARGER_PATH = /^\/field\/ocpp\/([a-z0-9][a-z0-9-]{0,62})$/;
const FIELD_PREFIX = '/field/';
/** Of all lots together; many more than any car park has chargers. */
const SOCKETS_MAX = 2_000;

type Services = Pick<ApiServices, 'deviceTokens' | 'socketDoor' | 'log'>;

/** Whether somebody dials in as a device rather than as a console. */
export function isFieldSocket(request: IncomingMessage): boolean {
  return request.url?.startsWith(FIELD_PREFIX) === true;
}

/**
 * Hands devices that keep a WebSocket to their drivers: `/field/ocpp/{deviceId}`, with the device's own
 * token as HTTP Basic's password (OCPP security profile 1). Nothing is upgraded before that is right.
 * Returns how to end all of them: a server that closes waits for every socket that was handed on.
 */
export function serveFieldSockets(server: Server, services: Services): () => void {
  const open = new Set<Socket>();
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!isFieldSocket(request)) return;
    const deviceId = CHARGER_PATH.exec(request.url?.split('?')[0] ?? '')?.[1];
    if (deviceId === undefined) return refuse(socket, '404 Not Found');
    const device = tokensOf(request.headers.authorization)
      .map((token) => services.deviceTokens.deviceOf(token))
      .find((one) => one?.deviceId === deviceId);
    if (device == null) {
      return refuse(socket, '401 Unauthorized', 'WWW-Authenticate: Basic realm="gatehouse"\r\n');
    }
    if (open.size >= SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const { lotId } = device;
    if (!services.socketDoor.take(lotId, deviceId, { request, socket, head })) {
      services.log.debug({ lotId, deviceId }, 'a device dialled in before its driver was up');
      refuse(socket, '503 Service Unavailable', 'Retry-After: 5\r\n');
    }
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

function refuse(socket: Socket, status: string, headers = ''): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
