import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DriveMap } from './drive-distance.ts';
import { EdgeTree, type Segment } from './edge-tree.ts';
import type { Point } from './geometry.ts';
import { shortestPaths, type Way } from './shortest-paths.ts';
import { smallLot } from './small-lot.testing.ts';

const point = fc.tuple(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 40 }),
) as fc.Arbitrary<Point>;

describe('the nearest aisle', () => {
  it('is the one that trying all of them finds', () => {
    const segment = fc.record({ from: point, to: point });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 60 }), point, (drawn, at) => {
        const segments: Segment[] = drawn.map((one, edge) => ({ ...one, edge }));
        const alone = segments.map((one) => new EdgeTree([one]).nearest(at)[0]?.metres ?? -1);
        const least = Math.min(...alone);
        const wanted = segments.filter(({ edge }) => (alone[edge] ?? 0) <= least + 0.01);
        const found = new EdgeTree(segments).nearest(at).map(({ edge }) => edge);
        expect(found.length).toBe(Math.min(8, wanted.length));
        for (const edge of found) expect(wanted.map((one) => one.edge)).toContain(edge);
      }),
    );
  });
});

const way = fc.record({
  from: fc.nat({ max: 9 }),
  to: fc.nat({ max: 9 }),
  metres: fc.integer({ min: 0, max: 100 }),
});

describe('the shortest way', () => {
  it('is the one that relaxing every edge again and again finds', () => {
    fc.assert(
      fc.property(fc.array(way, { maxLength: 40 }), fc.nat({ max: 9 }), (ways: Way[], source) => {
        const metres = new Array<number>(10).fill(Infinity);
        metres[source] = 0;
        for (let round = 0; round < 10; round += 1)
          for (const { from, to, metres: length } of ways)
            metres[to] = Math.min(metres[to] ?? Infinity, (metres[from] ?? Infinity) + length);
        expect([...shortestPaths(10, ways, [source])]).toEqual(metres);
      }),
    );
  });

  it('in is the way out of the same lot with every one-way sign turned round', () => {
    const edge = fc.record({
      from: fc.nat({ max: 5 }),
      to: fc.nat({ max: 5 }),
      oneWay: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 6, maxLength: 6 }),
        fc.array(edge, { minLength: 1, maxLength: 12 }),
        fc.array(point, { minLength: 1, maxLength: 8 }),
        (places, drawn, centres) => {
          const nodes = places.map((at, index) => ({ id: `n${index}`, levelId: 'ground', at }));
          const slots = centres.map((at, index) => ({ id: `s${index}`, at }));
          const edges = drawn.map(({ from, to, oneWay }) => ({
            from: `n${from}`,
            to: `n${to}`,
            oneWay,
            kind: 'aisle' as const,
            widthMetres: 6,
          }));
          const turned = edges.map((one) => ({ ...one, from: one.to, to: one.from }));
          const into = new DriveMap(smallLot(slots, { drive: { nodes, edges } }));
          const out = new DriveMap(smallLot(slots, { drive: { nodes, edges: turned } }));
          const there = into.distancesFrom(['n0']);
          out.distancesTo(['n0']).forEach((metres, index) => {
            if (metres === Infinity) expect(there[index]).toBe(Infinity);
            else expect(there[index]).toBeCloseTo(metres, 6);
          });
        },
      ),
    );
  });
});
