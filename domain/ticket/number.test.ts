import { describe, expect, it } from 'vitest';
import { formatTicketNumber, parseTicketNumber, ticketNumberFrom } from './number.ts';

const NONCE = '3a9c4a7f5e0123456789abcdef012345';

describe('a ticket number', () => {
  it('is cut from the first ten digits of the nonce', () => {
    expect(formatTicketNumber(ticketNumberFrom(NONCE))).toBe('7AE4-MZTY-Q');
    expect(ticketNumberFrom(`${NONCE.slice(0, 10)}${'f'.repeat(22)}`)).toBe(
      ticketNumberFrom(NONCE),
    );
  });

  it.each([
    ['7AE4MZTYQ'],
    ['7AE4-MZTY-Q'],
    [' 7ae4 mzty q '],
    ['7-A-E-4-M-Z-T-Y-Q'],
    ['7ae4\tmzty\nq'],
  ])('may be typed as %j', (typed) => {
    expect(parseTicketNumber(typed)).toEqual({ ok: true, value: '7AE4MZTYQ' });
  });

  it('takes look-alikes for the symbols that are meant', () => {
    const made = ticketNumberFrom('00443210000000000000000000000000');
    expect(made.slice(0, 3)).toBe('012');
    const typed = made.replaceAll('0', 'o').replace('1', 'l');
    expect(typed).not.toBe(made);
    expect(parseTicketNumber(typed)).toEqual({ ok: true, value: made });
    expect(parseTicketNumber(made.replace('1', 'I'))).toEqual({ ok: true, value: made });
  });

  it.each([
    ['', 'length'],
    ['7AE4MZTY', 'length'],
    ['7AE4MZTYQV', 'length'],
    [' '.repeat(4_000), 'length'],
    ['7AE4MZTYU', 'character'],
    ['7AE4MZTY\u0000', 'character'],
    ['7AE4MZTYé', 'character'],
    ['7AE4MZTYW', 'check'],
    ['7A4EMZTYQ', 'check'],
  ])('is not %j: %s', (typed, problem) => {
    expect(parseTicketNumber(typed)).toEqual({ ok: false, error: problem });
  });
});
