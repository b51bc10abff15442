import type { Currency, Minor } from '#domain/kernel/money.ts';
import { piecesOf } from '#domain/payment/denominations.ts';

const TENDERS_MAX = 4;

/**
 * What people are likely to hand over for an amount: for each note, the fewest of them that cover it.
 * Smallest first, without the exact amount.
 */
export function likelyTenders(dueMinor: Minor, currency: Currency): readonly Minor[] {
  const covered = piecesOf(currency).map((piece) => Math.ceil(dueMinor / piece) * piece);
  return [...new Set(covered)]
    .filter((amount) => amount > dueMinor)
    .sort((a, b) => a - b)
    .filter((amount, index, all) => index === 0 || amount >= (all[index - 1] ?? 0) * 1.04)
    .slice(-TENDERS_MAX);
}
