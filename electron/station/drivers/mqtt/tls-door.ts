import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { z } from 'zod';

/** How the embedded broker is reached over TLS, as `config.json` says it. */
export const brokerTlsSchema = z.strictObject({
  port: z.number().int().min(0).max(65_535).default(8_883),
  /** PEM files: the certificate with those that signed it, and its key. */
  certFile: z.string().min(1),
  keyFile: z.string().min(1),
});
export type BrokerTls = z.infer<typeof brokerTlsSchema>;

/** The certificate or its key cannot be used; the message names the file. */
export class BrokerTlsFault extends Error {
  override readonly name = 'BrokerTlsFault';
}

/**
 * A server that takes connections over TLS 1.2 or later.
 * @throws BrokerTlsFault naming the file that cannot be used
 */
export function tlsServer(tls: BrokerTls, take: (socket: Socket) => void): Server {
  const cert = read(tls.certFile);
  const key = read(tls.keyFile);
  try {
    return createServer({ cert, key, minVersion: 'TLSv1.2', noDelay: true }, take);
  } catch (error) {
    const why = (error as Error).message;
    throw new BrokerTlsFault(
      `The certificate ${tls.certFile} and the key ${tls.keyFile} do not fit together: ${why}`,
    );
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BrokerTlsFault(`${file} cannot be read for TLS: ${(error as Error).message}`);
  }
}
