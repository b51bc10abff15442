import type { Minor } from '../kernel/money.ts';
import type { Piece } from './charge-run.ts';
import type { QuoteLine } from './quote.ts';

/** A receipt and an event hold so many lines; of longer quotes, lines that are alike become one. */
export const LINES_MAX = 60;

/**
 * Pieces as lines in whole minor units. What rounding takes from one line the next one gets, so that
 * the lines add up to the rounded fee.
 */
export function linesOf(
  pieces: readonly Piece[],
  feeMinor: Minor,
  unitsPerMinor: number,
): QuoteLine[] {
  let units = 0;
  let told = 0;
  return pieces.map((piece, index): QuoteLine => {
    units += piece.units;
    const upToHere =
      index === pieces.length - 1 ? feeMinor : Math.floor(units / unitsPerMinor + 0.5);
    const amountMinor = upToHere - told;
    told = upToHere;
    const { code, text, fromAt, toAt, quantity, perMinutes } = piece;
    const unitMinor =
      piece.unitUnits === 0 ? amountMinor : Math.round(piece.unitUnits / unitsPerMinor);
    const line = { code, text, fromAt, toAt, quantity, unitMinor, amountMinor };
    return perMinutes === null ? line : { ...line, perMinutes };
  });
}

/** A list of one's own, at most `LINES_MAX` long where lines are alike. */
export function mergedLines(lines: readonly QuoteLine[]): QuoteLine[] {
  if (lines.length <= LINES_MAX) return [...lines];
  const byLook = new Map<string, QuoteLine>();
  for (const line of lines) {
    const one = line.code === 'cap' || line.code === 'ladder';
    const look = `${line.code} ${line.text} ${one ? '' : line.unitMinor}`;
    const before = byLook.get(look);
    byLook.set(look, before === undefined ? line : joined(before, line, one));
  }
  return [...byLook.values()];
}

function joined(a: QuoteLine, b: QuoteLine, asOne: boolean): QuoteLine {
  const amountMinor = a.amountMinor + b.amountMinor;
  const { toAt = a.toAt } = b;
  return {
    ...a,
    amountMinor,
    quantity: asOne ? 1 : a.quantity + b.quantity,
    unitMinor: asOne ? amountMinor : a.unitMinor,
    ...(toAt !== undefined && { toAt }),
  };
}
