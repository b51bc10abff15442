import { z } from 'zod';

/** Metres from the level's origin, x to the right, y down, as on the drawn map. */
export const pointSchema = z.tuple([z.number().finite(), z.number().finite()]);
export type Point = z.infer<typeof pointSchema>;

/** An axis-aligned box in metres. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Straight-line distance in metres. */
export function distanceMetres(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
