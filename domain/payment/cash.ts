import type { Currency, Minor } from '../kernel/money.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { piecesOf } from './denominations.ts';

/** Change of so many of the largest note is a slip of the fingers, never what somebody handed over. */
const CHANGE_MAX_NOTES = 10;

/**
 * What is given back for cash handed over, or why not. In a currency whose notes are not listed any
 * change may be true. Amounts are not negative.
 */
export function changeFor(
  dueMinor: Minor,
  tenderedMinor: Minor,
  currency: Currency,
): Result<Minor, 'cash-too-little' | 'cash-implausible'> {
  if (tenderedMinor < dueMinor) return err('cash-too-little');
  const [largest = Infinity] = piecesOf(currency);
  const changeMinor = tenderedMinor - dueMinor;
  return changeMinor >= largest * CHANGE_MAX_NOTES ? err('cash-implausible') : ok(changeMinor);
}
