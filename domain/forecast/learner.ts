import { assert } from '../kernel/assert.ts';

/**
 * Least squares that forgets: how much of each feature carries over to the target. Starts from what is
 * believed beforehand and moves away from it as far as the past warrants (ridge towards `prior`).
 */
export class Learner {
  readonly #prior: readonly number[];
  readonly #ridge: number;
  /** Sums of products of the features, row by row, and of each with the target. */
  readonly #products: Float64Array;
  readonly #targets: Float64Array;
  #solved: readonly number[] | null = null;

  /** `ridge`: what the prior weighs, in squares of the features. */
  constructor(prior: readonly number[], ridge: number) {
    this.#prior = prior;
    this.#ridge = ridge;
    this.#products = new Float64Array(prior.length * prior.length);
    this.#targets = new Float64Array(prior.length);
  }

  learn(features: readonly number[], target: number): void {
    const size = this.#prior.length;
    for (let row = 0; row < size; row += 1) {
      const one = features[row] ?? 0;
      this.#targets[row] = (this.#targets[row] ?? 0) + one * target;
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column;
        this.#products[at] = (this.#products[at] ?? 0) + one * (features[column] ?? 0);
      }
    }
  }

  /** Makes all that was learnt count less, and lets what is new take effect: called once a day. */
  fade(kept: number): void {
    for (const sums of [this.#products, this.#targets])
      for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) * kept;
    this.#solved = null;
  }

  get weights(): readonly number[] {
    this.#solved ??= this.#solve();
    return this.#solved;
  }

  #solve(): readonly number[] {
    const size = this.#prior.length;
    const rows = this.#prior.map((prior, row) => [
      ...this.#products.slice(row * size, (row + 1) * size),
      (this.#targets[row] ?? 0) + this.#ridge * prior,
    ]);
    for (const [at, row] of rows.entries()) row[at] = (row[at] ?? 0) + this.#ridge;
    return solved(rows);
  }
}

/** Solves a positive definite system, its right side in the last column, by elimination. */
function solved(rows: number[][]): readonly number[] {
  const size = rows.length;
  for (const [at, pivotRow] of rows.entries()) {
    const pivot = pivotRow[at] ?? 0;
    assert(pivot > 0, 'the ridge keeps every pivot positive');
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] ?? 0) / pivot;
      for (let column = at; column <= size; column += 1)
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
    }
  }
  const result = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? [];
    let rest = row[size] ?? 0;
    for (let column = at + 1; column < size; column += 1)
      rest -= (row[column] ?? 0) * (result[column] ?? 0);
    result[at] = rest / (row[at] ?? 1);
  }
  return result;
}
