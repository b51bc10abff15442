import { describe, expect, it } from 'vitest';
import { DriveMap, driveDistances } from './drive-distance.ts';
import type { LotFile } from './lot-file.ts';
import { type SlotSketch, smallLot } from './small-lot.testing.ts';

type Drive = LotFile['drive'];

const aisle = { oneWay: false, kind: 'aisle', widthMetres: 6 } as const;

/** A one-way ring of 40 by 10 metres, driven a → b → c → d, with a two-way stub from d to the exit. */
const ring: Drive = {
  nodes: [
    { id: 'a', levelId: 'ground', at: [10, 10] },
    { id: 'b', levelId: 'ground', at: [50, 10] },
    { id: 'c', levelId: 'ground', at: [50, 30] },
    { id: 'd', levelId: 'ground', at: [10, 30] },
    { id: 'out', levelId: 'ground', at: [2, 30] },
  ],
  edges: [
    { ...aisle, from: 'a', to: 'b', oneWay: true },
    { ...aisle, from: 'b', to: 'c', oneWay: true },
    { ...aisle, from: 'c', to: 'd', oneWay: true },
    { ...aisle, from: 'd', to: 'a', oneWay: true },
    { ...aisle, from: 'd', to: 'out' },
  ],
};

const near = (drive: Drive, at: [number, number], node: string, slot: Partial<SlotSketch> = {}) =>
  driveDistances(smallLot([{ id: 's', at, ...slot }], { drive }), node)[0];

describe('the way to a slot', () => {
  it('leads along the aisle to its side and then straight in', () => {
    const lot = smallLot();
    expect([...driveDistances(lot, 'west')]).toEqual([14, 16.5, 19, 21.5]);
    expect([...driveDistances(lot, 'east')]).toEqual([94, 91.5, 89, 86.5]);
  });

  it('follows one-way aisles round the ring', () => {
    expect(near(ring, [20, 5], 'a')).toBe(10 + 5);
    expect(near(ring, [20, 5], 'b')).toBe(20 + 40 + 20 + 10 + 5);
    expect(near(ring, [20, 35], 'a')).toBe(40 + 20 + 30 + 5);
    expect(near(ring, [20, 35], 'd')).toBe(20 + 40 + 20 + 30 + 5);
  });

  it('to a slot at the end of a one-way aisle is the way to its node', () => {
    expect(near(ring, [55, 5], 'a')).toBeCloseTo(40 + Math.hypot(5, 5));
    expect(near(ring, [55, 5], 'b')).toBeCloseTo(Math.hypot(5, 5));
  });

  it('joins both directions of a carriageway that is drawn as two one-way edges on one line', () => {
    const there = { ...aisle, from: 'a', to: 'b', oneWay: true };
    const drive: Drive = { ...ring, edges: [there, { ...there, from: 'b', to: 'a' }] };
    expect(near(drive, [20, 5], 'a')).toBe(10 + 5);
    expect(near(drive, [20, 5], 'b')).toBe(30 + 5);
  });

  it('has no end where no way leads', () => {
    const closed: Drive = { ...ring, edges: ring.edges.filter((edge) => edge.from !== 'b') };
    expect(near(closed, [20, 5], 'a')).toBe(15);
    expect(near(closed, [20, 35], 'a')).toBe(Infinity);
    expect(near({ ...ring, edges: [] }, [20, 5], 'a')).toBe(Infinity);
  });

  it('takes given lengths over drawn ones, and goes up ramps but not into slots beside them', () => {
    const drive: Drive = {
      nodes: [
        { id: 'a', levelId: 'ground', at: [0, 0] },
        { id: 'b', levelId: 'upper', at: [0, 0] },
        { id: 'c', levelId: 'upper', at: [10, 0] },
      ],
      edges: [
        { ...aisle, from: 'a', to: 'b', kind: 'ramp', lengthMetres: 60 },
        { ...aisle, from: 'b', to: 'c', lengthMetres: 20 },
      ],
    };
    expect(near(drive, [5, 3], 'a', { levelId: 'upper' })).toBe(60 + 10 + 3);
    expect(near(drive, [5, 3], 'a', { levelId: 'ground' })).toBe(Infinity);
  });

  it('back out is found as well, against the one-way aisles of the way in', () => {
    const map = new DriveMap(smallLot([{ id: 's', at: [20, 5] }], { drive: ring }));
    expect([...map.distancesTo(['out'])]).toEqual([5 + 30 + 20 + 40 + 8]);
    expect([...map.distancesTo(['out', 'b'])]).toEqual([5 + 30]);
    expect([...map.distancesTo([])]).toEqual([Infinity]);
  });
});
