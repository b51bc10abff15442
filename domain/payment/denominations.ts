import type { Currency, Minor } from '../kernel/money.ts';

/**
 * Notes and coins that a till gives out, in minor units, largest first. Every row is a system in which
 * taking the largest piece each time gives the fewest pieces. Notes and coins that are legal tender
 * but hardly seen in tills (500 euro, 2 dollar, 2,000 rupee) are left out.
 */
const PIECES: Readonly<Record<Currency, readonly Minor[]>> = {
  AUD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  BRL: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5],
  CAD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5],
  CHF: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  EUR: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  INR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100],
  JPY: [10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1],
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
};

/** So many of one note or coin. */
export interface Pieces {
  readonly pieceMinor: Minor;
  readonly count: number;
}

/** Change as a clerk counts it out, largest first. */
export interface Breakdown {
  readonly pieces: readonly Pieces[];
  /** What the currency has no piece for: 0, a rounding rest, or all of it in a currency not listed. */
  readonly restMinor: Minor;
}

/** The notes and coins for an amount that is not negative. */
export function breakdownOf(amountMinor: Minor, currency: Currency): Breakdown {
  const pieces: Pieces[] = [];
  let restMinor = amountMinor;
  for (const pieceMinor of piecesOf(currency)) {
    const count = Math.floor(restMinor / pieceMinor);
    if (count === 0) continue;
    pieces.push({ pieceMinor, count });
    restMinor -= count * pieceMinor;
  }
  return { pieces, restMinor };
}

/** Notes and coins of a currency, largest first; none where it is not listed. Serves as tender buttons too. */
export function piecesOf(currency: Currency): readonly Minor[] {
  return Object.hasOwn(PIECES, currency) ? (PIECES[currency] ?? []) : [];
}
