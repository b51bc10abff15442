import type { TicketClaim } from './claim.ts';
import { parseTicketNumber } from './number.ts';
import { readToken, type TokenReader } from './token.ts';
import { kindOfPrefix, TOKEN_LENGTH } from './token-layout.ts';

/** Longer texts are no ticket; a web address around a token fits well within. */
export const PRESENTED_LENGTH_MAX = 200;

/**
 * What a scanner read or a clerk typed: a token, a web address that ends with one, or a ticket number
 * in any spelling. A typed number is taken at its word here; whether such a ticket is open the lot
 * knows. Whitespace around it does not matter.
 */
export function readPresented(text: string, reader: TokenReader): TicketClaim {
  if (text.length > PRESENTED_LENGTH_MAX) return { ok: false, code: 'ticket-malformed' };
  const trimmed = text.trim();
  const last = trimmed.slice(1 + lastSeparator(trimmed));
  if (last.length === TOKEN_LENGTH && kindOfPrefix(last) !== null) return readToken(last, reader);
  const number = parseTicketNumber(trimmed);
  return number.ok
    ? { ok: true, kind: 'ticket', number: number.value }
    : { ok: false, code: 'ticket-malformed' };
}

/** Where the last part of a web address begins, be it a path, a query or a fragment. */
function lastSeparator(text: string): number {
  return Math.max(text.lastIndexOf('/'), text.lastIndexOf('='), text.lastIndexOf('#'));
}
