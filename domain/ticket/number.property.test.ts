import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYMBOLS } from './base32.ts';
import { formatTicketNumber, parseTicketNumber, ticketNumberFrom } from './number.ts';

const hex = fc.constantFrom(...'0123456789abcdef');
const number = fc.string({ unit: hex, minLength: 32, maxLength: 32 }).map(ticketNumberFrom);
const symbol = fc.constantFrom(...SYMBOLS);

describe('a ticket number', () => {
  it('is read back as it was printed', () => {
    fc.assert(
      fc.property(number, (made) => {
        expect(made).toMatch(/^[0-9A-HJKMNP-TV-Z]{9}$/);
        expect(parseTicketNumber(formatTicketNumber(made))).toEqual({ ok: true, value: made });
      }),
    );
  });

  it('with any one symbol changed is refused', () => {
    fc.assert(
      fc.property(number, fc.nat({ max: 8 }), symbol, (made, at, other) => {
        fc.pre(made[at] !== other);
        const changed = made.slice(0, at) + other + made.slice(at + 1);
        expect(parseTicketNumber(changed)).toEqual({ ok: false, error: 'check' });
      }),
    );
  });

  it('with any two symbols swapped is refused, neighbours or not', () => {
    const two = fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }));
    fc.assert(
      fc.property(number, two, (made, [a, b]) => {
        const symbols = [...made];
        [symbols[a], symbols[b]] = [symbols[b] ?? '', symbols[a] ?? ''];
        fc.pre(symbols.join('') !== made);
        expect(parseTicketNumber(symbols.join(''))).toEqual({ ok: false, error: 'check' });
      }),
    );
  });

  it('uses all of its 40 bits', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(a === b).toBe(a.slice(0, 8) === b.slice(0, 8));
      }),
    );
    expect(ticketNumberFrom('ffffffffff0000000000000000000000').slice(0, 8)).toBe('ZZZZZZZZ');
    expect(ticketNumberFrom('00000000010000000000000000000000').slice(0, 8)).toBe('00000001');
    expect(ticketNumberFrom('80000000000000000000000000000000').slice(0, 8)).toBe('G0000000');
  });
});

describe('every single pair of neighbours', () => {
  it('is told from its swap at every place', () => {
    for (let at = 0; at < 7; at += 1)
      for (const a of SYMBOLS)
        for (const b of SYMBOLS) {
          const spell = (x: string, y: string) => '0'.repeat(at) + x + y + '0'.repeat(6 - at);
          if (a < b) expect(checkOf(spell(a, b))).not.toBe(checkOf(spell(b, a)));
        }
  });
});

/** The check symbol of eight symbols, by asking which one is accepted. */
function checkOf(symbols: string): string {
  const accepted = [...SYMBOLS].filter((check) => parseTicketNumber(symbols + check).ok);
  expect(accepted).toHaveLength(1);
  return accepted.join('');
}
