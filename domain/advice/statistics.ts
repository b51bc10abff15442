/** So many of so many. */
export interface Proportion {
  readonly part: number;
  readonly whole: number;
}

/**
 * How many standard errors the first share lies above the second: the z of a test of two proportions with
 * pooled variance. 0 where either is of nothing. A z of 3 comes by chance once in 740 times, one of 4
 * once in 31,000 times. Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.3.3.
 */
export function proportionZ(one: Proportion, other: Proportion): number {
  if (one.whole === 0 || other.whole === 0) return 0;
  const pooled = (one.part + other.part) / (one.whole + other.whole);
  const variance = pooled * (1 - pooled) * (1 / one.whole + 1 / other.whole);
  if (variance <= 0) return 0;
  return (one.part / one.whole - other.part / other.whole) / Math.sqrt(variance);
}

/** The chance that a fair coin shows heads so often or more often in so many throws: a sign test. */
export function signChance(heads: number, throws: number): number {
  let chance = 0;
  let ways = 1;
  for (let k = 0; k <= throws; k += 1) {
    if (k >= heads) chance += ways / 2 ** throws;
    ways = (ways * (throws - k)) / (k + 1);
  }
  return Math.min(1, chance);
}

/** The middle value, the lower one of two; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
