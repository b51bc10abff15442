import type { Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import {
  TLS_HANDSHAKE_TIMEOUT_MS,
  TLS_LEAST_VERSION,
  type TlsIdentity,
} from '../../tls/identity.ts';

/** Takes connections over TLS, and shows each certificate of its identity from the next connection on. */
export function tlsServer(identity: TlsIdentity, take: (socket: Socket) => void): Server {
  const server = createServer(
    {
      ...identity.shown,
      minVersion: TLS_LEAST_VERSION,
      handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS,
      noDelay: true,
      keepAlive: true,
    },
    take,
  );
  const end = identity.onRenewed((shown) =>
    server.setSecureContext({ ...shown, minVersion: TLS_LEAST_VERSION }),
  );
  server.once('close', end);
  return server;
}
