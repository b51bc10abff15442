import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, type Server as SecureServer } from 'node:https';
import {
  TLS_HANDSHAKE_TIMEOUT_MS,
  TLS_LEAST_VERSION,
  type TlsIdentity,
} from '../../tls/identity.ts';

/** Who is slower than this holds no place. */
export interface ServerTimeouts {
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly connectionsCheckingInterval: number;
}

/** A second door to a server, over TLS: whoever comes by it is served as by the first. */
export function secureServer(
  plain: Server,
  identity: TlsIdentity,
  timeouts: ServerTimeouts,
): SecureServer {
  const server = createServer({
    ...identity.shown,
    minVersion: TLS_LEAST_VERSION,
    handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS,
    ...timeouts,
    keepAliveTimeout: plain.keepAliveTimeout,
  });
  server.on('request', (request: IncomingMessage, answer: ServerResponse) =>
    plain.emit('request', request, answer),
  );
  server.on('upgrade', (...wish) => plain.emit('upgrade', ...wish));
  const end = identity.onRenewed((shown) =>
    server.setSecureContext({ ...shown, minVersion: TLS_LEAST_VERSION }),
  );
  server.once('close', end);
  return server;
}

/** Rejects with what the system says of an address or port that is taken or not allowed. */
export function listenTo(server: SecureServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
