import type { Instant } from '#domain/kernel/instant.ts';

/** What a server shows to whoever comes: PEM, the certificate first, then those that signed it. */
export interface ShownCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate as people compare it. */
export interface CertificateFacts {
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
}

export interface IdentityFacts extends CertificateFacts {
  /** Made by the station, or named in `config.json`. */
  readonly source: 'own' | 'given';
  readonly names: readonly string[];
  /** The station's own authority: what devices are given to trust. */
  readonly authority: (CertificateFacts & { readonly pem: string }) | null;
  /** Why the newest certificate could not be taken, so that an older one is shown; null when all is well. */
  readonly fault: string | null;
}

/** By what the station is known over TLS. It is renewed while servers run. */
export interface TlsIdentity {
  readonly shown: ShownCertificate;
  facts(): IdentityFacts;
  /** Calls back with each certificate that takes the place of the one before. Returns what ends it. */
  onRenewed(renewed: (shown: ShownCertificate) => void): () => void;
  /** Looks whether it is time for another certificate. */
  check(): Promise<void>;
  /** Makes another certificate now; only where the station is its own authority. */
  renew(): Promise<void>;
  close(): void;
}

/** The doors of the station over TLS, and what they show. */
export interface SecureDoors {
  readonly identity: TlsIdentity;
  readonly httpsPort: number;
  readonly mqttsPort: number | null;
  readonly plainForEverybody: boolean;
}

/** TLS 1.0 and 1.1 are withdrawn (RFC 8996). */
export const TLS_LEAST_VERSION = 'TLSv1.2';
/** Who has not shaken hands by then holds no place. */
export const TLS_HANDSHAKE_TIMEOUT_MS = 10_000;
