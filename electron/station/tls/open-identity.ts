import { join } from 'node:path';
import { DAY_MS, HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import type { Log } from '../ports/log.ts';
import { GivenIdentity } from './given-identity.ts';
import { hostNames } from './host-names.ts';
import type { TlsIdentity } from './identity.ts';
import type { TlsSettings } from './tls-settings.ts';

/** How often it is looked whether a certificate is to be replaced, or its files have changed. */
const CHECK_EVERY_MS = HOUR_MS;
/** Who renews a given certificate is told so long before its end. */
const ENDS_SOON_DAYS = 14;

export interface OpenIdentityOptions {
  readonly settings: TlsSettings;
  /** Of the data directory. */
  readonly keysDirectory: string;
  /** The address that devices come to. */
  readonly host: string;
  readonly now: () => Instant;
  readonly log: Log;
}

/**
 * The identity that the settings ask for, looked after until it is closed.
 * @throws TlsFault when it cannot be used; the message says what to do
 */
export async function openIdentity(options: OpenIdentityOptions): Promise<TlsIdentity> {
  const { settings, keysDirectory, host, now, log } = options;
  const { certFile, keyFile, names } = settings;
  const identity =
    certFile !== undefined && keyFile !== undefined
      ? await GivenIdentity.open({ certFile, keyFile })
      : await ownIdentity({
          folder: join(keysDirectory, 'tls'),
          names: () => hostNames(host, names),
          now,
        });
  identity.onRenewed(() => {
    const { fingerprint, validUntil } = identity.facts();
    log.info({ fingerprint, until: new Date(validUntil).toISOString() }, 'a new TLS certificate');
  });
  const look = async (): Promise<void> => {
    await identity.check();
    const { fault, validUntil } = identity.facts();
    if (fault !== null) log.error({ fault }, 'the TLS certificate could not be renewed');
    else if (validUntil - now() < ENDS_SOON_DAYS * DAY_MS)
      log.warn({ until: new Date(validUntil).toISOString() }, 'the TLS certificate ends soon');
  };
  const timer = setInterval(() => void look(), CHECK_EVERY_MS).unref();
  const close = identity.close.bind(identity);
  return Object.assign(identity, {
    close() {
      clearInterval(timer);
      close();
    },
  });
}

/** Certificates are made by a library that nobody needs who does without. */
async function ownIdentity(
  options: Parameters<typeof import('./own-identity.ts')['OwnIdentity']['open']>[0],
): Promise<TlsIdentity> {
  const { OwnIdentity } = await import('./own-identity.ts');
  return OwnIdentity.open(options);
}
