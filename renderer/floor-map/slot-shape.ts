import type { Box, Point } from '#domain/facility/geometry.ts';
import type { Slot } from '#domain/facility/lot-file.ts';

/** A slot with what drawing and hit-testing need worked out once. Metres. */
export interface SlotShape {
  readonly index: number;
  readonly slot: Slot;
  /** What is written on the map; see `shortLabels`. */
  readonly label: string;
  readonly cos: number;
  readonly sin: number;
  /** Quarter turns clockwise when the slot stands square on the map, else null. */
  readonly quarter: 0 | 1 | 2 | 3 | null;
  readonly box: Box;
}

const QUARTER_COS = [1, 0, -1, 0] as const;
const QUARTER_SIN = [0, 1, 0, -1] as const;

export function shapeOf(slot: Slot, index: number, label = slot.label): SlotShape {
  const turns = (((slot.headingDegrees % 360) + 360) % 360) / 90;
  const nearest = Math.round(turns);
  const quarter = Math.abs(turns - nearest) < 1e-6 ? ((nearest % 4) as 0 | 1 | 2 | 3) : null;
  const angle = (slot.headingDegrees * Math.PI) / 180;
  // Exact for square slots: a cosine of 6e-17 would smear every edge over two pixels.
  const cos = quarter === null ? Math.cos(angle) : QUARTER_COS[quarter];
  const sin = quarter === null ? Math.sin(angle) : QUARTER_SIN[quarter];
  const w = slot.widthMetres / 2;
  const l = slot.lengthMetres / 2;
  const reachX = Math.abs(cos) * w + Math.abs(sin) * l;
  const reachY = Math.abs(sin) * w + Math.abs(cos) * l;
  const [x, y] = slot.at;
  return {
    index,
    slot,
    label,
    cos,
    sin,
    quarter,
    box: { minX: x - reachX, minY: y - reachY, maxX: x + reachX, maxY: y + reachY },
  };
}

/** Whether a point of the level lies on the slot, its edge included. */
export function covers(shape: SlotShape, point: Point): boolean {
  const dx = point[0] - shape.slot.at[0];
  const dy = point[1] - shape.slot.at[1];
  const across = dx * shape.cos + dy * shape.sin;
  const along = dy * shape.cos - dx * shape.sin;
  return (
    Math.abs(across) <= shape.slot.widthMetres / 2 + 1e-9 &&
    Math.abs(along) <= shape.slot.lengthMetres / 2 + 1e-9
  );
}

/** The four corners, clockwise from the left of the nose, grown outwards by `margin` metres. */
export function corners(shape: SlotShape, margin = 0): Point[] {
  const w = shape.slot.widthMetres / 2 + margin;
  const l = shape.slot.lengthMetres / 2 + margin;
  const [x, y] = shape.slot.at;
  const at = (u: number, v: number): Point => [
    x + u * shape.cos - v * shape.sin,
    y + u * shape.sin + v * shape.cos,
  ];
  return [at(-w, -l), at(w, -l), at(w, l), at(-w, l)];
}
