// The library below finds its own parts by decorators and needs this first.
import 'reflect-metadata';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';

/** Longer than the devices that trust it live: changing it means a visit to each of them. */
const AUTHORITY_DAYS = 20 * 365;
/** What browsers take of a certificate that is not of their own authorities, and less. */
const SERVER_DAYS = 397;
/** The clock of a device may be behind. */
const BEFORE_NOW_DAYS = 2;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface KeyedCertificate {
  /** PEM. */
  readonly cert: string;
  /** PKCS #8 in PEM. */
  readonly key: string;
}

/**
 * Makes an authority, or gives one a later end: with its old key and name, so that what it has signed and
 * who trusts it stay as they were.
 */
export async function makeAuthority(
  named: string,
  at: Instant,
  before?: KeyedCertificate,
): Promise<KeyedCertificate> {
  const keys = before === undefined ? await newKeys() : await keysOf(before);
  const name = before === undefined ? [{ CN: [named] }] : new X509Certificate(before.cert).subject;
  const cert = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name,
    notBefore: daysFrom(at, -BEFORE_NOW_DAYS),
    notAfter: daysFrom(at, AUTHORITY_DAYS),
    keys,
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pem(cert), key: before?.key ?? pemOfKey(keys.privateKey) };
}

/** A certificate for a server of these names and addresses, with a key of its own. */
export async function makeServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  at: Instant,
): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const signer = new X509Certificate(authority.cert);
  const signing = await keysOf(authority);
  const cert = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: ['Gatehouse'] }],
    issuer: signer.subject,
    notBefore: daysFrom(at, -BEFORE_NOW_DAYS),
    notAfter: daysFrom(at, SERVER_DAYS),
    publicKey: keys.publicKey,
    signingKey: signing.privateKey,
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
      ),
      await AuthorityKeyIdentifierExtension.create(signing.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: pem(cert), key: pemOfKey(keys.privateKey) };
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])) as CryptoKeyPair;
}

async function keysOf({ cert, key }: KeyedCertificate): Promise<CryptoKeyPair> {
  const der = Buffer.from(key.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign']);
  const publicKey = await new X509Certificate(cert).publicKey.export(CURVE, ['verify']);
  return { privateKey: privateKey as CryptoKey, publicKey };
}

/** Positive and of 127 bits; see RFC 5280, 4.1.2.2. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function daysFrom(at: Instant, days: number): Date {
  return new Date(at + days * DAY_MS);
}

function pem(cert: X509Certificate): string {
  return `${cert.toString('pem')}\n`;
}

function pemOfKey(key: CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }) as string;
}
