import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateFacts, ShownCertificate } from './identity.ts';

/** What a certificate says; of several in one text, of the first. */
export function certificateFacts(pem: string): CertificateFacts & { readonly names: string[] } {
  const { fingerprint256, validFromDate, validToDate, subjectAltName } = new X509Certificate(pem);
  return {
    fingerprint: fingerprint256,
    validFrom: validFromDate.getTime(),
    validUntil: validToDate.getTime(),
    names: namesOf(subjectAltName ?? ''),
  };
}

/** Whether a key is that of a certificate. Throws what is wrong with either. */
export function fitTogether({ cert, key }: ShownCertificate): boolean {
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}

/** `DNS:gate.local, IP Address:10.0.0.5` as a list. Names made elsewhere may be quoted. */
function namesOf(subjectAltName: string): string[] {
  return [...subjectAltName.matchAll(/(?:DNS|IP Address):("[^"]*"|[^,]+)/g)].map(([, name = '']) =>
    expanded(name.replaceAll('"', '')),
  );
}

/** Addresses are written out in full there, and short everywhere else. */
function expanded(name: string): string {
  if (!name.includes(':')) return name;
  return URL.parse(`http://[${name}]`)?.hostname.slice(1, -1) ?? name;
}
