import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '#domain/facility/geometry.ts';
import { buildGridIndex, touches } from './grid-index.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const box: fc.Arbitrary<Box> = fc
  .record({ minX: number(-300, 300), minY: number(-300, 300), w: number(0, 40), h: number(0, 40) })
  .map(({ minX, minY, w, h }) => ({ minX, minY, maxX: minX + w, maxY: minY + h }));

describe('grid index', () => {
  it('finds what a search through all boxes finds', () => {
    fc.assert(
      fc.property(
        fc.array(box, { maxLength: 80 }),
        fc.array(box, { maxLength: 6 }),
        (all, asked) => {
          const index = buildGridIndex(all);
          for (const query of asked) {
            const expected = all.flatMap((candidate, i) => (touches(candidate, query) ? [i] : []));
            expect(index.query(query)).toEqual(expected);
          }
        },
      ),
    );
  });

  it('survives one slot a long way off', () => {
    const near = { minX: 0, minY: 0, maxX: 2.5, maxY: 5 };
    const far = { minX: 1e6, minY: 1e6, maxX: 1e6 + 2, maxY: 1e6 + 5 };
    const index = buildGridIndex([near, far]);
    expect(index.query({ minX: 1, minY: 1, maxX: 1, maxY: 1 })).toEqual([0]);
    expect(index.query(far)).toEqual([1]);
  });

  it('answers an empty level and a place outside', () => {
    expect(buildGridIndex([]).query({ minX: -1, minY: -1, maxX: 1, maxY: 1 })).toEqual([]);
    const one = buildGridIndex([{ minX: 0, minY: 0, maxX: 1, maxY: 1 }]);
    expect(one.query({ minX: 5, minY: 5, maxX: 6, maxY: 6 })).toEqual([]);
  });
});
