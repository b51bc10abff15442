/** One line of the bench table. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the project aims at on a quiet machine, in the same unit. */
  readonly aim?: { readonly least: number } | { readonly most: number };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
