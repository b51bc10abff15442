import { assert } from '../kernel/assert.ts';
import { fnv1a32 } from '../kernel/fnv.ts';
import type { LotId, TicketNumber } from '../kernel/ids.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { fromBase32, toBase32 } from './base32.ts';
import type { CredentialKind, TicketClaim, TokenRefusal } from './claim.ts';
import {
  KEY_AT,
  KIND_AT,
  kindByte,
  kindOfPrefix,
  lotIdBytes,
  MAC_AT,
  type Mac,
  PREFIX_LENGTH,
  prefixOf,
  readIssuedAt,
  readLot,
  readNumber,
  signature,
  TOKEN_BYTES,
  TOKEN_LENGTH,
  writeIssuedAt,
  writeLot,
  writeNumber,
} from './token-layout.ts';

/** What a token says. */
export interface TokenFields {
  readonly kind: CredentialKind;
  readonly lotId: LotId;
  readonly ticketNumber: TicketNumber;
  readonly issuedAt: Instant;
  /** Which key signs: 0 to 255. */
  readonly keyId: number;
}

/** What reading a token needs to know. */
export interface TokenReader {
  readonly lotId: LotId;
  readonly now: Instant;
  readonly validDays: number;
  /** The signature under a key, or null for a key that the station does not hold (any more). */
  readonly macFor: (keyId: number) => Mac | null;
}

/** The text of a ticket's token: 53 characters for a QR code in alphanumeric mode. */
export function encodeToken(fields: TokenFields, mac: Mac): string {
  const { keyId, issuedAt } = fields;
  assert(Number.isInteger(keyId) && keyId >= 0 && keyId <= 255, 'a key id is one byte');
  assert(issuedAt >= 0 && issuedAt < 2 ** 32 * 1_000, 'a token is issued between 1970 and 2106');
  const token = new Uint8Array(TOKEN_BYTES);
  const lotId = lotIdBytes(fields.lotId);
  token[KIND_AT] = kindByte(fields.kind);
  writeLot(token, lotId);
  writeNumber(token, fields.ticketNumber);
  token[KEY_AT] = keyId;
  writeIssuedAt(token, issuedAt);
  token.set(signature(token, lotId, mac), MAC_AT);
  return prefixOf(fields.kind) + toBase32(token);
}

/**
 * Reads a token back, to the letter: upper case, nothing around it.
 *
 * - `ticket-malformed`: no token of a known kind.
 * - `ticket-foreign`: it names another lot. Whether that lot ever issued it cannot be told here, as
 *   its keys are its own. If it is one of this lot's tokens with the lot changed, it is forged.
 * - `ticket-forged`: it names this lot and a key that is not held, or its signature does not fit.
 * - `ticket-expired`: a genuine ticket, and older than the lot allows.
 */
export function readToken(text: string, reader: TokenReader): TicketClaim {
  const kind = kindOfPrefix(text);
  if (text.length !== TOKEN_LENGTH || kind === null) return no('ticket-malformed');
  const token = fromBase32(text.slice(PREFIX_LENGTH));
  if (token === null || token[KIND_AT] !== kindByte(kind)) return no('ticket-malformed');
  const lotId = lotIdBytes(reader.lotId);
  if (readLot(token) !== fnv1a32(lotId)) {
    writeLot(token, lotId);
    return no(isGenuine(token, lotId, reader) ? 'ticket-forged' : 'ticket-foreign');
  }
  if (!isGenuine(token, lotId, reader)) return no('ticket-forged');
  // Bookings, passes and validations end when their own books say so.
  if (kind === 'ticket' && reader.now - readIssuedAt(token) > reader.validDays * DAY_MS)
    return no('ticket-expired');
  return { ok: true, kind, number: readNumber(token) };
}

function no(code: TokenRefusal): TicketClaim {
  return { ok: false, code };
}

function isGenuine(token: Uint8Array, lotId: Uint8Array, { macFor }: TokenReader): boolean {
  const mac = macFor(token[KEY_AT] ?? -1);
  if (mac === null) return false;
  return sameBytes(signature(token, lotId, mac), token.subarray(MAC_AT));
}

/** Compares without stopping at the first difference, so that the time taken tells nothing. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}
