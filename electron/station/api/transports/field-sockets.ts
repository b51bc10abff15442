import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ApiServices } from '../context.ts';
import { FieldGuests, fieldGuest } from './field-guests.ts';
import { tokensOf } from './field-token.ts';

/** Where chargers dial in; their id in the lot file is the last part. */
const CHARGER_PATH = /^\/field\/ocpp\/([a-z0-9][a-z0-9-]{0,62})$/;
const FIELD_PREFIX = '/field/';
/** Of all lots together; many more than any car park has chargers. */
const SOCKETS_MAX = 2_000;
const RETRY_AFTER_SECONDS = 5;

type Services = Pick<ApiServices, 'deviceTokens' | 'socketDoor' | 'log'>;

/** Whether somebody dials in as a device rather than as a console. */
export function isFieldSocket(request: IncomingMessage): boolean {
  return request.url?.startsWith(FIELD_PREFIX) === true;
}

/**
 * Hands devices that keep a WebSocket to their drivers: `/field/ocpp/{deviceId}`, with the device's own
 * token as HTTP Basic's password (OCPP security profiles 1 and, over TLS, 2). Nothing is upgraded before
 * that is right. Returns who is there: a server that closes waits for every socket that was handed on.
 */
export function serveFieldSockets(server: Server, services: Services): FieldGuests {
  const guests = new FieldGuests(services.deviceTokens);
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    if (!isFieldSocket(request)) return;
    const deviceId = CHARGER_PATH.exec(request.url?.split('?')[0] ?? '')?.[1];
    if (deviceId === undefined) return refuse(socket, '404 Not Found');
    const guest = fieldGuest(
      deviceId,
      tokensOf(request.headers.authorization),
      services.deviceTokens,
    );
    if (guest === null) {
      return refuse(socket, '401 Unauthorized', 'WWW-Authenticate: Basic realm="gatehouse"\r\n');
    }
    if (guests.count >= SOCKETS_MAX) return refuse(socket, '503 Service Unavailable');
    guests.came(socket, guest);
    const { lotId } = guest;
    const answer = services.socketDoor.take(lotId, deviceId, { request, socket, head });
    if (answer === 'taken') return;
    if (answer === null)
      services.log.debug({ lotId, deviceId }, 'a device dialled in before its driver was up');
    refuse(socket, '503 Service Unavailable', `Retry-After: ${RETRY_AFTER_SECONDS}\r\n`);
  });
  return guests;
}

function refuse(socket: Socket, status: string, headers = ''): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${headers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
