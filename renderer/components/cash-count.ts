import { useState } from 'react';
import type { Currency, Minor } from '#domain/kernel/money.ts';
import { piecesOf } from '#domain/payment/denominations.ts';
import type { CountedPieces } from '#domain/shift/shift.ts';
import type { Format } from '../strings/format.ts';

/** What a drawer is counted as: piece by piece, or as one sum where no piece was counted. */
export interface CashCount {
  readonly counts: ReadonlyMap<Minor, string>;
  readonly sumText: string;
  /** Null while something typed is no number, or nothing is. */
  readonly sumMinor: Minor | null;
  /** Empty where only the sum was typed. */
  readonly pieces: readonly CountedPieces[];
  readonly byPiece: boolean;
  setCount(pieceMinor: Minor, text: string): void;
  setSum(text: string): void;
  clear(): void;
}

const COUNT_PATTERN = /^\d{1,6}$/u;

/** The count of one drawer while it is typed. */
export function useCashCount(format: Format): CashCount {
  const [counts, setCounts] = useState<ReadonlyMap<Minor, string>>(new Map());
  const [sumText, setSum] = useState('');
  const counted = countOf(counts, format.currency);
  const byPiece = counted !== 'none';
  const pieces = counted === 'none' || counted === 'bad' ? [] : counted;
  const sumOfPieces = pieces.reduce((sum, one) => sum + one.pieceMinor * one.count, 0);
  return {
    counts,
    sumText,
    sumMinor: byPiece ? (counted === 'bad' ? null : sumOfPieces) : format.parseMoney(sumText),
    pieces,
    byPiece,
    setCount: (pieceMinor, text) => setCounts(new Map(counts).set(pieceMinor, text.trim())),
    setSum,
    clear: () => setCounts(new Map()),
  };
}

/** The pieces counted, largest first; `none` where no field is filled, `bad` for what is no number. */
export function countOf(
  counts: ReadonlyMap<Minor, string>,
  currency: Currency,
): readonly CountedPieces[] | 'none' | 'bad' {
  const filled = piecesOf(currency).flatMap((pieceMinor) => {
    const text = counts.get(pieceMinor) ?? '';
    return text === '' ? [] : [{ pieceMinor, text }];
  });
  if (filled.length === 0) return 'none';
  if (filled.some(({ text }) => !COUNT_PATTERN.test(text))) return 'bad';
  return filled.map(({ pieceMinor, text }) => ({ pieceMinor, count: Number(text) }));
}
