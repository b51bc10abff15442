import { assert } from '../kernel/assert.ts';
import { fnv1a32 } from '../kernel/fnv.ts';
import type { LotId, TicketNumber } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { CREDENTIAL_KINDS, type CredentialKind } from './claim.ts';
import { NUMBER_SYMBOLS, withCheckSymbol } from './number.ts';

/*
 * The bytes of a token. Every field ends where a base32 symbol ends, but for the kind, so that a
 * changed symbol changes one field:
 *
 *   0  kind: 1 ticket, 2 reservation, 3 membership, 4 validation (1)
 *   1  FNV-1a 32 of the lot id (4)
 *   5  ticket number without its check character (5)
 *  10  key id (1)
 *  11  time of issue, seconds since 1970, unsigned: good until 2106 (4)
 *  15  the first 128 bits of HMAC-SHA-256 over bytes 0 to 14 and the whole lot id (16)
 */
export const KIND_AT = 0;
export const LOT_AT = 1;
export const NUMBER_AT = 5;
export const KEY_AT = 10;
export const ISSUED_AT = 11;
export const MAC_AT = 15;
export const MAC_BYTES = 16;
export const TOKEN_BYTES = MAC_AT + MAC_BYTES;

/** Says what was scanned before anything is decoded; all of it fits a QR code's alphanumeric mode. */
const TOKEN_PREFIXES: Readonly<Record<CredentialKind, string>> = {
  ticket: 'GH1',
  reservation: 'GH2',
  membership: 'GH3',
  validation: 'GH4',
};
export const PREFIX_LENGTH = 3;

/** The prefix of a kind. */
export function prefixOf(kind: CredentialKind): string {
  return TOKEN_PREFIXES[kind];
}

/** The kind that a text's beginning announces, or null. */
export function kindOfPrefix(text: string): CredentialKind | null {
  const prefix = text.slice(0, PREFIX_LENGTH);
  return CREDENTIAL_KINDS.find((kind) => TOKEN_PREFIXES[kind] === prefix) ?? null;
}

/** The first byte of a kind's token: signed with the rest, so that a prefix cannot be swapped. */
export function kindByte(kind: CredentialKind): number {
  return 1 + CREDENTIAL_KINDS.indexOf(kind);
}

/** Characters of a token: the prefix and 50 symbols. */
export const TOKEN_LENGTH = PREFIX_LENGTH + Math.ceil((TOKEN_BYTES * 8) / 5);

const NUMBER_BYTES = 5;

/** HMAC-SHA-256 under one key: all 32 bytes. */
export type Mac = (message: Uint8Array) => Uint8Array;

/** The bytes of a lot id; ids in lot files are ASCII. */
export function lotIdBytes(lotId: LotId): Uint8Array {
  const bytes = new Uint8Array(lotId.length);
  for (let index = 0; index < lotId.length; index += 1) {
    const code = lotId.charCodeAt(index);
    assert(code < 128, 'a lot id is ASCII');
    bytes[index] = code;
  }
  return bytes;
}

export function writeLot(token: Uint8Array, lotId: Uint8Array): void {
  viewOf(token).setUint32(LOT_AT, fnv1a32(lotId));
}

export function readLot(token: Uint8Array): number {
  return viewOf(token).getUint32(LOT_AT);
}

export function writeIssuedAt(token: Uint8Array, issuedAt: Instant): void {
  viewOf(token).setUint32(ISSUED_AT, Math.floor(issuedAt / 1_000));
}

/** Milliseconds, rounded down to the second. */
export function readIssuedAt(token: Uint8Array): Instant {
  return viewOf(token).getUint32(ISSUED_AT) * 1_000;
}

export function writeNumber(token: Uint8Array, number: TicketNumber): void {
  const symbols = number.slice(0, NUMBER_SYMBOLS);
  const bytes = fromBase32(symbols);
  assert(bytes !== null && withCheckSymbol(symbols) === number, 'a token names a ticket number');
  token.set(bytes, NUMBER_AT);
}

export function readNumber(token: Uint8Array): TicketNumber {
  return withCheckSymbol(toBase32(token.subarray(NUMBER_AT, NUMBER_AT + NUMBER_BYTES)));
}

/** The truncated signature that belongs under a token's fields. */
export function signature(token: Uint8Array, lotId: Uint8Array, mac: Mac): Uint8Array {
  const message = new Uint8Array(MAC_AT + lotId.length);
  message.set(token.subarray(0, MAC_AT));
  message.set(lotId, MAC_AT);
  const full = mac(message);
  assert(full.length === 32, 'HMAC-SHA-256 gives 32 bytes');
  return full.subarray(0, MAC_BYTES);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
