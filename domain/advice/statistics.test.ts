import { expect, test } from 'vitest';
import { median, proportionZ, signChance } from './statistics.ts';

test('two proportions are compared as the handbook of NIST does it', () => {
  // 78 of 200 against 58 of 200: pooled 0.34, standard error 0.047371.
  expect(proportionZ({ part: 78, whole: 200 }, { part: 58, whole: 200 })).toBeCloseTo(2.111, 3);
  expect(proportionZ({ part: 58, whole: 200 }, { part: 78, whole: 200 })).toBeCloseTo(-2.111, 3);
  expect(proportionZ({ part: 0, whole: 0 }, { part: 5, whole: 9 })).toBe(0);
  expect(proportionZ({ part: 9, whole: 9 }, { part: 9, whole: 9 })).toBe(0);
});

test('the sign test counts the ways of a coin', () => {
  // 9 or more of 11: 55 + 11 + 1 of 2,048 ways.
  expect(signChance(9, 11)).toBeCloseTo(67 / 2_048, 12);
  expect(signChance(0, 5)).toBe(1);
  expect(signChance(0, 0)).toBe(1);
  expect(signChance(60, 100)).toBeCloseTo(0.02844, 4);
});

test('the median is a value that there is', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1])).toBe(1);
  expect(median([])).toBeNull();
});
