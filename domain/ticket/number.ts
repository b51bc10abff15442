import { assert } from '../kernel/assert.ts';
import type { TicketNumber } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { SYMBOLS, symbolValue } from './base32.ts';

/** Symbols before the check character: 40 random bits. */
export const NUMBER_SYMBOLS = 8;
/** Symbols of a whole ticket number. */
export const TICKET_NUMBER_LENGTH = NUMBER_SYMBOLS + 1;

const NUMBER_HEX_DIGITS = 10;
const NONCE_PATTERN = /^[0-9a-f]{32}$/;
const TYPED_LENGTH_MAX = 40;

/**
 * A ticket number cut from a command's nonce (32 hexadecimal digits, of which the first 10 are used:
 * other ids must be cut from the digits after them, so that they tell nothing about a ticket).
 */
export function ticketNumberFrom(nonce: string): TicketNumber {
  assert(NONCE_PATTERN.test(nonce), 'a nonce has 32 lower-case hexadecimal digits');
  // 40 bits are exact in a double, but not in the 32-bit operators.
  let rest = Number.parseInt(nonce.slice(0, NUMBER_HEX_DIGITS), 16);
  let text = '';
  for (let symbol = 0; symbol < NUMBER_SYMBOLS; symbol += 1) {
    text = SYMBOLS[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return withCheckSymbol(text);
}

/** Appends the check character to eight symbols. */
export function withCheckSymbol(symbols: string): TicketNumber {
  assert(symbols.length === NUMBER_SYMBOLS, 'a ticket number has eight symbols before its check');
  return symbols + SYMBOLS[checkValue(symbols)];
}

/** Groups of four, as printed and read aloud: `7K4M-9QXT-R`. */
export function formatTicketNumber(number: TicketNumber): string {
  return `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
}

/** Why a typed ticket number is none. */
export type TicketNumberProblem = 'length' | 'character' | 'check';

/**
 * Reads a ticket number as people type it: any case, spaces and hyphens anywhere, O for 0, I or L
 * for 1. `check`: it has the right form, but a character is wrong or two are swapped.
 */
export function parseTicketNumber(text: string): Result<TicketNumber, TicketNumberProblem> {
  if (text.length > TYPED_LENGTH_MAX) return err('length');
  const symbols = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  if (symbols.length !== TICKET_NUMBER_LENGTH) return err('length');
  for (let index = 0; index < symbols.length; index += 1)
    if (symbolValue(symbols.charCodeAt(index)) < 0) return err('character');
  const checked = withCheckSymbol(symbols.slice(0, NUMBER_SYMBOLS));
  return checked === symbols ? ok(symbols) : err('check');
}

/**
 * The check value of some symbols: a polynomial over GF(32), each symbol weighted with its own power
 * of the generator 2 (modulo x^5 + x^2 + 1). As all weights differ and none is zero, every wrong
 * symbol and every swap of two symbols is found. The hybrid systems of ISO 7064 do not give that for
 * an even modulus: MOD 33,32 lets one swap pass in each state.
 */
function checkValue(symbols: string): number {
  let sum = 0;
  for (let index = 0; index < symbols.length; index += 1) {
    const mixed = (sum ^ symbolValue(symbols.charCodeAt(index))) << 1;
    sum = mixed & 32 ? mixed ^ 0b100101 : mixed;
  }
  return sum;
}
