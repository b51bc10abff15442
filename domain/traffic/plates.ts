import type { Random } from '../kernel/seeded-random.ts';

/** State codes as they are met in Bengaluru: the first ones far more often. */
const STATES: readonly (readonly [string, number])[] = [
  ['KA', 78],
  ['TN', 7],
  ['AP', 4],
  ['TS', 3],
  ['KL', 3],
  ['MH', 3],
  ['DL', 1],
  ['GJ', 1],
];
/** I and O are not issued: they read as digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DISTRICT_MAX = 57;

/** A plausible Indian plate, such as `KA05MX4821`. */
export function drawPlate(random: Random): string {
  const state = drawWeighted(STATES, random);
  const district = String(1 + Math.floor(random() * DISTRICT_MAX)).padStart(2, '0');
  const letter = () => LETTERS[Math.floor(random() * LETTERS.length)];
  const number = String(1 + Math.floor(random() * 9_999)).padStart(4, '0');
  return `${state}${district}${letter()}${letter()}${number}`;
}

/** One of several values, as often as their weights say. */
export function drawWeighted<T>(from: readonly (readonly [T, number])[], random: Random): T {
  const total = from.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [value, weight] of from) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = from.at(-1);
  if (last === undefined) throw new RangeError('nothing to draw from');
  return last[0];
}
