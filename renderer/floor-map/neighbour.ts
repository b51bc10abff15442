import type { Point } from '#domain/facility/geometry.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

interface Placed {
  readonly slot: { readonly at: Point };
}

const STEP: Readonly<Record<Direction, Point>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** Metres: what lies nearer than this beside the way does not count as ahead. */
const AHEAD_MIN_METRES = 0.2;
/** A metre to the side weighs as much as this many ahead: rows are followed before aisles crossed. */
const SIDE_WEIGHT = 2.5;

/**
 * The slot that an arrow key goes to: the nearest in that direction, sideways distance weighing
 * more. Slots within 45 degrees of the arrow come first; only without one does the rest of the half
 * plane count. Undefined at the edge of the level.
 */
export function neighbourOf(
  shapes: readonly Placed[],
  from: number,
  direction: Direction,
): number | undefined {
  const origin = shapes[from];
  if (origin === undefined) return undefined;
  const [stepX, stepY] = STEP[direction];
  const best = { inCone: Number.POSITIVE_INFINITY, outside: Number.POSITIVE_INFINITY };
  let inCone: number | undefined;
  let outside: number | undefined;
  shapes.forEach((shape, index) => {
    const dx = shape.slot.at[0] - origin.slot.at[0];
    const dy = shape.slot.at[1] - origin.slot.at[1];
    const ahead = dx * stepX + dy * stepY;
    if (index === from || ahead < AHEAD_MIN_METRES) return;
    const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
    const cost = ahead + SIDE_WEIGHT * aside;
    if (aside <= ahead) {
      if (cost < best.inCone) {
        best.inCone = cost;
        inCone = index;
      }
    } else if (cost < best.outside) {
      best.outside = cost;
      outside = index;
    }
  });
  return inCone ?? outside;
}

/**
 * Rows as the eye reads them: from the top, each from the left. A slot joins a row when its centre
 * lies less than `rowMetres` below the row's first.
 */
export function readingRows(
  shapes: readonly Placed[],
  indices: readonly number[],
  rowMetres = 2,
): number[][] {
  const x = (index: number) => shapes[index]?.slot.at[0] ?? 0;
  const y = (index: number) => shapes[index]?.slot.at[1] ?? 0;
  const byHeight = [...indices].sort((a, b) => y(a) - y(b) || x(a) - x(b));
  const rows: number[][] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const index of byHeight) {
    const row = rows.at(-1);
    if (row !== undefined && y(index) - top < rowMetres) row.push(index);
    else {
      rows.push([index]);
      top = y(index);
    }
  }
  for (const row of rows) row.sort((a, b) => x(a) - x(b));
  return rows;
}

/** First or last slot of the row that `from` stands in, or of the whole level. */
export function edgeOf(
  shapes: readonly Placed[],
  from: number | undefined,
  edge: 'first' | 'last',
  whole: boolean,
): number | undefined {
  const rows = readingRows(
    shapes,
    shapes.map((_, index) => index),
  );
  const all = rows.flat();
  const row = whole || from === undefined ? all : (rows.find((r) => r.includes(from)) ?? all);
  return edge === 'first' ? row[0] : row.at(-1);
}
