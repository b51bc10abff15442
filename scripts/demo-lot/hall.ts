import type { Point } from './plan.ts';
import { rectangle } from './plan.ts';
import type { Site } from './site.ts';

/**
 * The building that all three levels share: columns of x and rows of y, in metres. Traffic runs
 * clockwise around it (north side eastwards) and eastwards through its middle aisle.
 */
export const HALL = {
  west: 50,
  east: 114,
  north: 6,
  south: 56,
  /** Centre lines of the aisles. */
  westAisle: 58.6,
  eastAisle: 104.8,
  northAisle: 14.6,
  middleAisle: 31.1,
  southAisle: 47.6,
  /** Between the west and the east aisle lie two blocks: this is where their rows begin and end. */
  blockWest: 63.2,
  blockEast: 100.2,
  /** Half the width of an aisle: from its centre line to the line of its slots. */
  half: 3.25,
} as const;

/** A pair of ramps side by side in one of the blocks; traffic keeps left on it. */
export interface RampPair {
  readonly westX: number;
  readonly eastX: number;
  /** Centre lines: eastbound on the north side, westbound on the south side. */
  readonly eastboundY: number;
  readonly westboundY: number;
}

/** Ground to level 1: lies in the south block and rises eastwards. */
export const RAMP_UP: RampPair = { westX: 64, eastX: 88, eastboundY: 37.1, westboundY: 41.6 };
/** Ground to the basement: lies in the north block and falls eastwards. */
export const RAMP_DOWN: RampPair = { westX: 64, eastX: 88, eastboundY: 20.6, westboundY: 25.1 };

export const RAMP_WIDTH_METRES = 4.2;

/** Draws a pair of ramps with the walls beside and between them. */
export function drawRamps(
  site: Site,
  ramp: RampPair,
  eastbound: string,
  westbound: string,
  upHeading: number,
): void {
  const half = RAMP_WIDTH_METRES / 2;
  const lane = (y: number): Point[] => rectangle(ramp.westX, y - half, ramp.eastX, y + half);
  site.draw(
    {
      kind: 'ramp',
      points: lane(ramp.eastboundY),
      headingDegrees: upHeading,
      label: eastbound,
    },
    {
      kind: 'ramp',
      points: lane(ramp.westboundY),
      headingDegrees: upHeading,
      label: westbound,
    },
  );
  const top = ramp.eastboundY - half - 0.1;
  const between = (ramp.eastboundY + ramp.westboundY) / 2;
  const bottom = ramp.westboundY + half + 0.1;
  for (const y of [top, between, bottom])
    site.draw({
      kind: 'wall',
      points: [
        [ramp.westX, y],
        [ramp.eastX, y],
      ],
    });
}

/** Lifts and stairs at the building's west face, the same shaft on every level. */
export function drawCore(site: Site): void {
  site.draw(
    { kind: 'room', points: rectangle(50.3, 17.6, 55.3, 21.4), label: 'Lifts' },
    { kind: 'room', points: rectangle(50.3, 21.4, 55.3, 27.6), label: 'Stairs' },
  );
}
