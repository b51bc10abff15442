import type { FactRow } from '../stats/fact.ts';
import { MEASURES, type Measure } from '../stats/measures.ts';

/** A count and an amount. */
export interface Sum {
  count: number;
  amount: number;
}

/** Reads one dimension of a measure's rows by its name. */
export function dimOf<M extends Measure>(
  measure: M,
  name: (typeof MEASURES)[M][number],
): (row: Pick<FactRow, 'dims'>) => string {
  const order: readonly string[] = MEASURES[measure];
  const index = order.indexOf(name);
  return ({ dims }) => dims[index] ?? '';
}

/** Sums of rows by a key, the greatest count first; equal ones by key. */
export function grouped(
  rows: readonly FactRow[],
  keyOf: (row: FactRow) => string,
): readonly (readonly [string, Sum])[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = keyOf(row);
    const sum = sums.get(key) ?? { count: 0, amount: 0 };
    sum.count += row.count;
    sum.amount += row.amount;
    sums.set(key, sum);
  }
  return [...sums].sort(
    ([oneKey, one], [otherKey, other]) => other.count - one.count || (oneKey < otherKey ? -1 : 1),
  );
}

/** Everything in one sum. */
export function totalOf(rows: readonly Pick<FactRow, 'count' | 'amount'>[]): Sum {
  const sum = { count: 0, amount: 0 };
  for (const { count, amount } of rows) {
    sum.count += count;
    sum.amount += amount;
  }
  return sum;
}

/** A part of a whole, or null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
