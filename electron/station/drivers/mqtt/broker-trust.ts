import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { MqttTlsFiles } from '../../options.ts';
import { BrokerFault } from './broker.ts';

/** How a broker over TLS is known, and what the station shows to it: PEM. */
export interface BrokerTrust {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/**
 * Reads what the command line names.
 * @throws BrokerFault naming the flag and the file that cannot be used
 */
export function readTrust({ caFile, certFile, keyFile }: MqttTlsFiles): BrokerTrust {
  const ca = caFile === null ? undefined : read('--mqtt-ca', caFile);
  if (ca !== undefined) mustBeCertificate('--mqtt-ca', caFile, ca);
  if (certFile === null || keyFile === null) return ca === undefined ? {} : { ca };
  const cert = read('--mqtt-cert', certFile);
  const key = read('--mqtt-key', keyFile);
  mustBeCertificate('--mqtt-cert', certFile, cert);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new BrokerFault(
      `--mqtt-cert ${certFile} and --mqtt-key ${keyFile} do not fit together, or the key is protected by a password.`,
    );
  }
  return { ...(ca === undefined ? {} : { ca }), cert, key };
}

function read(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BrokerFault(`${flag}: ${file} cannot be read: ${(error as Error).message}.`);
  }
}

function mustBeCertificate(flag: string, file: string | null, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new BrokerFault(
      `${flag}: ${file} is no certificate in PEM (-----BEGIN CERTIFICATE-----).`,
    );
  }
}
