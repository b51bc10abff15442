import { describe, expect, it } from 'vitest';
import type { Point } from '#domain/facility/geometry.ts';
import { edgeOf, neighbourOf, readingRows } from './neighbour.ts';

const placed = (points: readonly Point[]) => points.map((at) => ({ slot: { at } }));

// Two rows of three, an aisle, one row of two that stand between the columns.
//   0 1 2
//   3 4 5
//
//    6 7
const lot = placed([
  [0, 0],
  [2.5, 0],
  [5, 0],
  [0, 5],
  [2.5, 5],
  [5, 5],
  [1.2, 16],
  [3.7, 16],
]);

describe('neighbour', () => {
  it.each([
    [0, 'right', 1],
    [1, 'right', 2],
    [2, 'left', 1],
    [1, 'down', 4],
    [4, 'up', 1],
    [4, 'left', 3],
    [4, 'down', 7],
    [5, 'down', 7],
    [6, 'right', 7],
    [6, 'up', 3],
  ] as const)('from %i %s is %i', (from, direction, to) => {
    expect(neighbourOf(lot, from, direction)).toBe(to);
  });

  it.each([
    [0, 'left'],
    [0, 'up'],
    [7, 'down'],
  ] as const)('from %i there is nothing %s', (from, direction) => {
    expect(neighbourOf(lot, from, direction)).toBeUndefined();
  });

  it('takes a slot far aside when nothing else lies that way', () => {
    const bent = placed([
      [0, 0],
      [1, 30],
    ]);
    expect(neighbourOf(bent, 0, 'right')).toBe(1);
  });

  it('reaches every slot of a plain field with the arrows', () => {
    const field = placed(
      Array.from({ length: 60 }, (_, i): Point => [(i % 10) * 2.5, Math.floor(i / 10) * 8]),
    );
    const seen = new Set([0]);
    const open = [0];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const direction of ['left', 'right', 'up', 'down'] as const) {
        const next = neighbourOf(field, at, direction);
        if (next === undefined || seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    expect(seen.size).toBe(60);
  });
});

describe('reading order', () => {
  it('goes row by row, each from the left', () => {
    expect(readingRows(lot, [7, 5, 3, 1, 0, 2, 4, 6])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ]);
  });

  it('finds the ends of a row and of the level', () => {
    expect(edgeOf(lot, 4, 'first', false)).toBe(3);
    expect(edgeOf(lot, 4, 'last', false)).toBe(5);
    expect(edgeOf(lot, 4, 'first', true)).toBe(0);
    expect(edgeOf(lot, undefined, 'last', false)).toBe(7);
    expect(edgeOf([], undefined, 'first', true)).toBeUndefined();
  });
});
