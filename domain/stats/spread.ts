import type { Minor } from '../kernel/money.ts';

/**
 * An amount spread over parts in the proportion of their weights, to the last minor unit: the parts sum
 * to the amount. Weights may be negative (discounts). Weights that sum to nothing take it all in the last.
 */
export function spread(amountMinor: Minor, weights: readonly number[]): readonly Minor[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === amountMinor) return weights;
  let weighed = 0;
  let given = 0;
  return weights.map((weight, index) => {
    weighed += weight;
    const isLast = index === weights.length - 1;
    const upTo = isLast || whole === 0 ? amountMinor : Math.round((amountMinor * weighed) / whole);
    const part = whole === 0 && !isLast ? 0 : upTo - given;
    given += part;
    return part;
  });
}
