import { assert } from '../kernel/assert.ts';

/** The place of the first number above `value` in an ascending list. */
export function placeAfter(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a number to an ascending list. Moving ten thousand numbers takes about a microsecond. */
export function insertSorted(list: number[], value: number): void {
  list.splice(placeAfter(list, value), 0, value);
}

/** Takes one of the numbers that equal `value` out of an ascending list that has it. */
export function removeSorted(list: number[], value: number): void {
  const place = placeAfter(list, value) - 1;
  assert(list[place] === value, 'only what was added is taken out');
  list.splice(place, 1);
}
