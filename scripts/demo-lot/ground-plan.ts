import { HALL } from './hall.ts';
import { type Point, path, rounded } from './plan.ts';

/** The site's edge: the river bends along the north and west, the street is straight in the south. */
export const GROUND_OUTLINE: Point[] = rounded(
  path('9,21 16,11.5 47,4 60,1.5 110,1.5 119,8 120,60 112,70 99,75 22,75 8,70 1.5,59 2,40 6.5,34'),
  6,
);

/** The yard's aisles by their centre lines. */
export const YARD = {
  westAisle: 20.2,
  eastAisle: 39.5,
  /** Behind the entry gates. */
  gateAisle: 57.5,
  westHalf: 3.5,
  eastHalf: 3,
  /** The north aisle follows the bend of the river: from here up to the hall's. */
  northWest: [20.2, 19.2] as Point,
} as const;

/** The gates' places: x of each lane, y of both gates of a direction. */
export const GATES = {
  entry1: 27,
  entry2: 32,
  /** Leads in or out, by the time of day. */
  reversible: 79.4,
  exit1: 85,
  exit2: 90,
  entryY: 67,
  exitY: 64,
  /** Where the drawn lanes end at the street's kerb. */
  streetY: 73.3,
} as const;

/** Where the yard's slanting north aisle passes a given x. */
export function slantY(x: number): number {
  const [fromX, fromY] = YARD.northWest;
  const share = (x - fromX) / (HALL.westAisle - fromX);
  return fromY + (HALL.northAisle - fromY) * share;
}
