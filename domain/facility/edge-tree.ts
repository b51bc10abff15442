import type { Point } from './geometry.ts';

/** A straight piece of carriageway on one level. `edge` is its place in the lot file. */
export interface Segment {
  readonly edge: number;
  readonly from: Point;
  readonly to: Point;
}

/** The point of a segment that is nearest to where one stands. */
export interface Nearest {
  readonly edge: number;
  /** Share of the way along the segment, 0 at `from`, 1 at `to`. */
  readonly share: number;
  readonly metres: number;
}

interface Branch {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  /** Either two halves or a few segments. */
  readonly halves: readonly [Branch, Branch] | null;
  readonly segments: readonly Segment[];
}

const LEAF_SEGMENTS_MAX = 4;
/** Segments this much further than the nearest count as equally near: drawings are rounded. */
const EQUAL_WITHIN_METRES = 0.01;
/** A crossing of more aisles than this is no car park. */
const EQUAL_SEGMENTS_MAX = 8;

/** Finds the nearest of many segments in logarithmic time: boxes within boxes, halved by centre. */
export class EdgeTree {
  readonly #root: Branch | null;

  constructor(segments: readonly Segment[]) {
    this.#root = segments.length === 0 ? null : build(segments);
  }

  /**
   * The nearest segment and those just as near: the two directions of a carriageway drawn on one
   * line, or the aisles that meet at a corner. Empty without any segment.
   */
  nearest(point: Point): readonly Nearest[] {
    if (this.#root === null) return [];
    const found: Nearest[] = [];
    const limit = Math.sqrt(leastSquared(this.#root, point, Infinity)) + EQUAL_WITHIN_METRES;
    collect(this.#root, point, limit, found);
    return found;
  }
}

function build(segments: readonly Segment[]): Branch {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { from, to } of segments) {
    minX = Math.min(minX, from[0], to[0]);
    minY = Math.min(minY, from[1], to[1]);
    maxX = Math.max(maxX, from[0], to[0]);
    maxY = Math.max(maxY, from[1], to[1]);
  }
  const box = { minX, minY, maxX, maxY };
  if (segments.length <= LEAF_SEGMENTS_MAX) return { ...box, halves: null, segments };
  const axis = maxX - minX >= maxY - minY ? 0 : 1;
  const sorted = [...segments].sort(
    (a, b) => a.from[axis] + a.to[axis] - b.from[axis] - b.to[axis],
  );
  const middle = sorted.length >> 1;
  const halves = [build(sorted.slice(0, middle)), build(sorted.slice(middle))] as const;
  return { ...box, halves, segments: [] };
}

function leastSquared(branch: Branch, point: Point, known: number): number {
  let least = known;
  for (const segment of branch.segments)
    least = Math.min(least, nearestOf(segment, point).metres ** 2);
  if (branch.halves === null) return least;
  const [a, b] = branch.halves;
  const [toA, toB] = [squaredToBox(a, point), squaredToBox(b, point)];
  const [near, far] = toA <= toB ? [a, b] : [b, a];
  if (Math.min(toA, toB) < least) least = leastSquared(near, point, least);
  if (Math.max(toA, toB) < least) least = leastSquared(far, point, least);
  return least;
}

function collect(branch: Branch, point: Point, limitMetres: number, to: Nearest[]): void {
  if (squaredToBox(branch, point) > limitMetres ** 2) return;
  for (const segment of branch.segments) {
    const nearest = nearestOf(segment, point);
    if (nearest.metres <= limitMetres && to.length < EQUAL_SEGMENTS_MAX) to.push(nearest);
  }
  for (const half of branch.halves ?? [])
    if (to.length < EQUAL_SEGMENTS_MAX) collect(half, point, limitMetres, to);
}

function squaredToBox(box: Branch, [x, y]: Point): number {
  const dx = Math.max(box.minX - x, 0, x - box.maxX);
  const dy = Math.max(box.minY - y, 0, y - box.maxY);
  return dx * dx + dy * dy;
}

function nearestOf({ edge, from, to }: Segment, point: Point): Nearest {
  const alongX = to[0] - from[0];
  const alongY = to[1] - from[1];
  const squaredLength = alongX * alongX + alongY * alongY;
  const projected = (point[0] - from[0]) * alongX + (point[1] - from[1]) * alongY;
  const share =
    squaredLength === 0 ? 0 : snapped(projected / squaredLength, Math.sqrt(squaredLength));
  const metres = Math.hypot(
    point[0] - from[0] - share * alongX,
    point[1] - from[1] - share * alongY,
  );
  return { edge, share, metres };
}

/** A share between 0 and 1; a place within rounding of an end is that end. */
function snapped(share: number, lengthMetres: number): number {
  if (share * lengthMetres <= EQUAL_WITHIN_METRES) return 0;
  return (1 - share) * lengthMetres <= EQUAL_WITHIN_METRES ? 1 : share;
}
