import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';
import { isMissing, writePrivateFile } from '../api/sign-in/private-file.ts';
import { certificateFacts, fitTogether } from './certificate-facts.ts';
import { type KeyedCertificate, makeAuthority, makeServerCertificate } from './certificates.ts';
import type { IdentityFacts, ShownCertificate } from './identity.ts';
import { RenewedIdentity } from './renewed-identity.ts';
import { TlsFault } from './tls-settings.ts';

/** So long before its end a certificate is replaced: a month without the station still leaves it good. */
const SERVER_RENEWED_DAYS = 45;
const AUTHORITY_RENEWED_DAYS = 3 * 365;
const OTHERS = 0o077;

export interface OwnIdentityOptions {
  /** `keys/tls` of the data directory. */
  readonly folder: string;
  /** By what this machine is reached now. */
  readonly names: () => readonly string[];
  readonly now: () => Instant;
}

/**
 * The station as its own authority: `authority.pem` (certificate and key) signs `server.pem`, and `ca.crt` is
 * what devices are given to trust. A new server certificate is of the same authority, so that no device
 * notices.
 */
export class OwnIdentity extends RenewedIdentity {
  readonly #options: OwnIdentityOptions;
  #authority: KeyedCertificate;

  private constructor(
    options: OwnIdentityOptions,
    authority: KeyedCertificate,
    shown: ShownCertificate,
  ) {
    super(shown);
    this.#options = options;
    this.#authority = authority;
  }

  /** @throws TlsFault when the authority's file is damaged or open to others */
  static async open(options: OwnIdentityOptions): Promise<OwnIdentity> {
    const authority = await openAuthority(options);
    const held = await readPair(serverPath(options)).catch(() => null);
    const isGood = held !== null && isFine(held, options) && isOf(held, authority);
    const pair = isGood ? held : await newServer(options, authority);
    return new OwnIdentity(options, authority, chained(pair, authority));
  }

  facts(): IdentityFacts {
    const { cert } = this.#authority;
    const { names: _, ...authority } = certificateFacts(cert);
    return {
      ...certificateFacts(this.shown.cert),
      source: 'own',
      authority: { ...authority, pem: cert },
      fault: this.fault,
    };
  }

  protected async renewIfDue(): Promise<ShownCertificate | null> {
    const authority = await openAuthority(this.#options, this.#authority);
    const isSame = authority.cert === this.#authority.cert;
    if (isSame && isFine(this.shown, this.#options)) return null;
    return this.#replace(authority);
  }

  protected renewNow(): Promise<ShownCertificate> {
    return this.#replace(this.#authority);
  }

  async #replace(authority: KeyedCertificate): Promise<ShownCertificate> {
    const pair = await newServer(this.#options, authority);
    this.#authority = authority;
    return chained(pair, authority);
  }
}

/** The authority that is there, made where it is missing, with a later end where its own is near. */
async function openAuthority(
  options: OwnIdentityOptions,
  known?: KeyedCertificate,
): Promise<KeyedCertificate> {
  const path = join(options.folder, 'authority.pem');
  const held = known ?? (await readAuthority(path));
  const at = options.now();
  if (
    held !== null &&
    certificateFacts(held.cert).validUntil - at > AUTHORITY_RENEWED_DAYS * DAY_MS
  )
    return held;
  const made = await makeAuthority(`Gatehouse ${hostname()}`, at, held ?? undefined);
  await writePrivateFile(path, made.cert + made.key);
  await writePrivateFile(join(options.folder, 'ca.crt'), made.cert);
  return made;
}

async function readAuthority(path: string): Promise<KeyedCertificate | null> {
  try {
    const held = await readPair(path);
    if (held === null) return null;
    if (fitTogether(held)) return held;
  } catch (error) {
    if (error instanceof TlsFault) throw error;
    // What is wrong in it says nothing to people; the sentence below says what to do.
  }
  throw new TlsFault(
    `${path} is damaged. Put its backup in place; or remove it: then the station makes a new authority, and every device needs its new CA certificate.`,
  );
}

/** Null where there is none. @throws TlsFault for one that others may read */
async function readPair(path: string): Promise<KeyedCertificate | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  refuseIfOpenToOthers(path);
  const [cert, key] = ['CERTIFICATE', 'PRIVATE KEY'].map(
    (kind) => new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n?`).exec(text)?.[0],
  );
  if (cert === undefined || key === undefined) throw new Error('not both are there');
  return { cert, key };
}

function refuseIfOpenToOthers(path: string): void {
  if (process.platform === 'win32' || (statSync(path).mode & OTHERS) === 0) return;
  throw new TlsFault(
    `${path} holds a private key and may be read by others: run chmod 600 on it. If others may have read it, remove it.`,
  );
}

async function newServer(
  options: OwnIdentityOptions,
  authority: KeyedCertificate,
): Promise<KeyedCertificate> {
  const made = await makeServerCertificate(authority, options.names(), options.now());
  await writePrivateFile(serverPath(options), made.cert + made.key);
  return made;
}

function serverPath({ folder }: OwnIdentityOptions): string {
  return join(folder, 'server.pem');
}

/** Whether it lasts for a while and has every name by which the machine is reached. */
function isFine(pair: KeyedCertificate, { names, now }: OwnIdentityOptions): boolean {
  try {
    const { validFrom, validUntil, names: held } = certificateFacts(pair.cert);
    const isLasting =
      validFrom <= now() && validUntil - now() > SERVER_RENEWED_DAYS * DAY_MS && fitTogether(pair);
    return isLasting && names().every((name) => held.includes(name));
  } catch {
    // A certificate that cannot be read is replaced like one that has ended.
    return false;
  }
}

/** Whether the authority, or an earlier certificate of it, has signed this. */
function isOf(pair: KeyedCertificate, authority: KeyedCertificate): boolean {
  const signer = new X509Certificate(authority.cert);
  return new X509Certificate(pair.cert).verify(signer.publicKey);
}

function chained({ cert, key }: KeyedCertificate, authority: KeyedCertificate): ShownCertificate {
  return { cert: cert + authority.cert, key };
}
