import type { Point } from './geometry.ts';

/** A straight piece of carriageway on one level. `edge` is its place in the lot file. */
export interface Segment {
  readonly edge: number;
  readonly from: Point;
  readonly to: Point;
}

/** The nearest point of the nearest segment. */
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

/** Finds the nearest of many segments in logarithmic time: boxes within boxes, halved by centre. */
export class EdgeTree {
  readonly #root: Branch | null;

  constructor(segments: readonly Segment[]) {
    this.#root = segments.length === 0 ? null : build(segments);
  }

  /** The nearest segment, the one first in the file among equals; null without any segment. */
  nearest(point: Point): Nearest | null {
    const best: Best = { edge: -1, share: 0, squared: Infinity };
    if (this.#root !== null) search(this.#root, point, best);
    if (best.edge < 0) return null;
    return { edge: best.edge, share: best.share, metres: Math.sqrt(best.squared) };
  }
}

interface Best {
  edge: number;
  share: number;
  squared: number;
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

function search(branch: Branch, point: Point, best: Best): void {
  for (const segment of branch.segments) consider(segment, point, best);
  if (branch.halves === null) return;
  const [a, b] = branch.halves;
  const toA = squaredToBox(a, point);
  const toB = squaredToBox(b, point);
  const [near, far] = toA <= toB ? [a, b] : [b, a];
  // Equal boxes are searched as well, as an equal distance may belong to an earlier segment.
  if (Math.min(toA, toB) <= best.squared) search(near, point, best);
  if (Math.max(toA, toB) <= best.squared) search(far, point, best);
}

function squaredToBox(box: Branch, [x, y]: Point): number {
  const dx = Math.max(box.minX - x, 0, x - box.maxX);
  const dy = Math.max(box.minY - y, 0, y - box.maxY);
  return dx * dx + dy * dy;
}

function consider({ edge, from, to }: Segment, point: Point, best: Best): void {
  const alongX = to[0] - from[0];
  const alongY = to[1] - from[1];
  const squaredLength = alongX * alongX + alongY * alongY;
  const projected = (point[0] - from[0]) * alongX + (point[1] - from[1]) * alongY;
  const share = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, projected / squaredLength));
  // The ends are taken as they are: rounding must not tell two segments apart that share a node.
  const x = share === 1 ? to[0] : from[0] + share * alongX;
  const y = share === 1 ? to[1] : from[1] + share * alongY;
  const squared = (point[0] - x) ** 2 + (point[1] - y) ** 2;
  if (squared > best.squared || (squared === best.squared && edge > best.edge)) return;
  best.edge = edge;
  best.share = share;
  best.squared = squared;
}
