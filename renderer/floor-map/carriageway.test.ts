import { describe, expect, it } from 'vitest';
import type { Drawing } from '#domain/facility/lot-file.ts';
import { along, arrowsOf, type Carriageway } from './carriageway.ts';

const way = (oneWay: boolean, to: readonly [number, number]): Carriageway => ({
  from: [0, 0],
  to: [to[0], to[1]],
  widthMetres: 6,
  oneWay,
  kind: 'aisle',
});

describe('arrows on the ground', () => {
  it.each([
    [[0, -20], 0],
    [[20, 0], 90],
    [[0, 20], 180],
    [[-20, 0], -90],
  ] as const)('towards %j head %d degrees', (to, heading) => {
    expect(arrowsOf([], [way(true, to)])).toEqual([
      { at: [to[0] / 2, to[1] / 2].map((n) => n + 0), headingDegrees: heading },
    ]);
  });

  it('stand on one-way aisles only', () => {
    expect(arrowsOf([], [way(false, [40, 0])])).toEqual([]);
  });

  it('give way to arrows that the lot file draws', () => {
    const drawn: Drawing = { kind: 'arrow', at: [23, 0], headingDegrees: 90 };
    expect(arrowsOf([drawn], [way(true, [32, 0])]).map((arrow) => arrow.at)).toEqual([
      [23, 0],
      [8, 0],
    ]);
  });

  it('are spread evenly along a long aisle', () => {
    const arrows = arrowsOf([], [way(true, [80, 0])]);
    expect(arrows.map((arrow) => arrow.at[0])).toEqual([8, 24, 40, 56, 72]);
  });
});

describe('along', () => {
  it('measures metres from the start, also of a way without length', () => {
    expect(along(way(true, [10, 0]), 4)).toEqual([4, 0]);
    expect(along(way(true, [0, 0]), 4)).toEqual([0, 0]);
  });
});
