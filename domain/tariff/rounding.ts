import type { RoundingMode } from './tariff-file.ts';

/** A whole number of `step`s in `amount`, none of them negative; halves go up unless told otherwise. */
export function rounded(amount: number, step: number, mode: RoundingMode = 'nearest'): number {
  if (step === 1) return amount;
  switch (mode) {
    case 'nearest':
      return Math.floor((amount * 2 + step) / (step * 2));
    case 'up':
      return Math.ceil(amount / step);
    case 'down':
      return Math.floor(amount / step);
  }
}
