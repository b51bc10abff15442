import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#domain/kernel/instant.ts';

/** What a token says. It names a user and never a role: the role is looked up at every call. */
export interface TokenClaims {
  /** Tells tokens of one user apart, so that one of them can be revoked. */
  readonly id: string;
  readonly username: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The user's epoch when it was issued; once the user has another, the token is void. */
  readonly epoch: number;
}

/** Every call checks a token: with a key object that takes a fifth of the time of plain bytes. */
export type TokenKey = KeyObject | Uint8Array;

const VERSION = 'gh1';
const TOKEN_LENGTH_MAX = 500;

/** Writes claims as an opaque text, signed with HMAC-SHA-256. */
export function signToken(claims: TokenClaims, key: TokenKey): string {
  const body = [claims.id, claims.username, claims.issuedAt, claims.expiresAt, claims.epoch];
  const payload = Buffer.from(JSON.stringify(body)).toString('base64url');
  return `${VERSION}.${payload}.${mac(payload, key).toString('base64url')}`;
}

/** The claims of a token that this key signed, or null. Whether it still holds is not asked here. */
export function readToken(token: string, key: TokenKey): TokenClaims | null {
  if (token.length > TOKEN_LENGTH_MAX) return null;
  const [version, payload, signature, ...rest] = token.split('.');
  if (version !== VERSION || payload === undefined || signature === undefined) return null;
  if (rest.length > 0) return null;
  const expected = mac(payload, key);
  const given = Buffer.from(signature, 'base64url');
  // Two spellings of one signature would be two tokens, of which one could be revoked.
  if (given.length !== expected.length || given.toString('base64url') !== signature) return null;
  if (!timingSafeEqual(given, expected)) return null;
  return claimsOf(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

function claimsOf(body: unknown): TokenClaims | null {
  if (!Array.isArray(body)) return null;
  const [id, username, issuedAt, expiresAt, epoch] = body as unknown[];
  if (typeof id !== 'string' || typeof username !== 'string') return null;
  if (typeof issuedAt !== 'number' || typeof expiresAt !== 'number') return null;
  if (typeof epoch !== 'number') return null;
  return { id, username, issuedAt, expiresAt, epoch };
}

function mac(payload: string, key: TokenKey): Buffer {
  return createHmac('sha256', key).update(`${VERSION}.${payload}`).digest();
}
