import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFor } from './cash.ts';
import { breakdownOf, piecesOf } from './denominations.ts';
import { dueAmount } from './due.ts';

describe('what is due', () => {
  const account = { totalMinor: 600, paidMinor: 400, graceUntilAt: 1_000, at: 999 };

  it('is the whole fee before the first payment', () => {
    expect(dueAmount({ ...account, paidMinor: 0, graceUntilAt: null })).toBe(600);
  });

  it('is nothing within the grace, and the whole fee less what was paid after it', () => {
    expect(dueAmount(account)).toBe(0);
    expect(dueAmount({ ...account, at: 1_000 })).toBe(200);
  });

  it('is never negative', () => {
    expect(dueAmount({ ...account, paidMinor: 900, at: 5_000 })).toBe(0);
  });
});

describe('change', () => {
  it('is what was handed over less what is due', () => {
    expect(changeFor(340, 500, 'INR')).toEqual({ ok: true, value: 160 });
    expect(changeFor(500, 500, 'INR')).toEqual({ ok: true, value: 0 });
  });

  it('is refused when too little was handed over', () => {
    expect(changeFor(500, 499, 'INR')).toEqual({ ok: false, error: 'cash-too-little' });
  });

  it('of ten of the largest notes is a slip of the fingers', () => {
    expect(changeFor(1_000, 500_999, 'INR').ok).toBe(true);
    expect(changeFor(1_000, 501_000, 'INR')).toEqual({ ok: false, error: 'cash-implausible' });
    expect(changeFor(1_000, 501_000, 'XAF').ok).toBe(true);
  });
});

describe('notes and coins', () => {
  const CURRENCIES = ['AUD', 'BRL', 'CAD', 'CHF', 'EUR', 'GBP', 'INR', 'JPY', 'USD'];

  it('are counted out largest first', () => {
    expect(breakdownOf(28_650, 'INR')).toEqual({
      pieces: [
        { pieceMinor: 20_000, count: 1 },
        { pieceMinor: 5_000, count: 1 },
        { pieceMinor: 2_000, count: 1 },
        { pieceMinor: 1_000, count: 1 },
        { pieceMinor: 500, count: 1 },
        { pieceMinor: 100, count: 1 },
      ],
      restMinor: 50,
    });
    expect(breakdownOf(0, 'GBP')).toEqual({ pieces: [], restMinor: 0 });
  });

  it.each(['XTS', 'constructor', '__proto__', ''])('of %j are not known', (currency) => {
    expect(piecesOf(currency)).toEqual([]);
    expect(breakdownOf(120, currency)).toEqual({ pieces: [], restMinor: 120 });
  });

  it.each(CURRENCIES)('of %s add up, and are as few as can be', (currency) => {
    const pieces = piecesOf(currency);
    const smallest = pieces.at(-1) ?? 1;
    // Where the largest piece first is ever wrong, it is so below the sum of the two largest.
    const most = (2 * (pieces[0] ?? 1)) / smallest;
    // Fewest pieces for each multiple of the smallest piece, one by one.
    const fewest = [0];
    for (let units = 1; units <= most; units += 1) {
      const counts = pieces.map((piece) => fewest[units - piece / smallest] ?? Infinity);
      fewest[units] = 1 + Math.min(...counts);
    }
    fc.assert(
      fc.property(fc.nat({ max: most }), fc.nat({ max: smallest - 1 }), (units, rest) => {
        const amount = units * smallest + rest;
        const counted = breakdownOf(amount, currency);
        const sum = counted.pieces.reduce((all, one) => all + one.pieceMinor * one.count, 0);
        expect(sum + counted.restMinor).toBe(amount);
        expect(counted.restMinor).toBe(rest);
        const count = counted.pieces.reduce((all, one) => all + one.count, 0);
        expect(count).toBe(fewest[units]);
      }),
    );
  });
});
