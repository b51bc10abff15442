import type { Point } from './geometry.ts';

/** Square metres within a closed outline; the last point joins the first. */
export function areaSquareMetres(outline: readonly Point[]): number {
  let twice = 0;
  eachSide(outline, (a, b) => {
    twice += a[0] * b[1] - b[0] * a[1];
  });
  return Math.abs(twice) / 2;
}

/** Whether a point lies within an outline (even-odd rule) or no further than `marginMetres` outside. */
export function isWithin(outline: readonly Point[], point: Point, marginMetres = 0): boolean {
  let inside = false;
  let near = false;
  eachSide(outline, (a, b) => {
    if (a[1] > point[1] !== b[1] > point[1]) {
      const crossing = a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]);
      if (point[0] < crossing) inside = !inside;
    }
    if (metresToSide(a, b, point) <= marginMetres) near = true;
  });
  return inside || near;
}

/** The first two sides that cross each other, by the places of their first points; null if none do. */
export function crossingSides(outline: readonly Point[]): readonly [number, number] | null {
  for (let i = 0; i < outline.length; i += 1) {
    for (let j = i + 2; j < outline.length; j += 1) {
      // The last side and the first share a point.
      if (i === 0 && j === outline.length - 1) continue;
      if (cross(side(outline, i), side(outline, j))) return [i, j];
    }
  }
  return null;
}

type Side = readonly [Point, Point];

function side(outline: readonly Point[], index: number): Side {
  const from = outline[index] ?? [0, 0];
  return [from, outline[(index + 1) % outline.length] ?? from];
}

function eachSide(outline: readonly Point[], visit: (a: Point, b: Point) => void): void {
  for (let index = 0; index < outline.length; index += 1) visit(...side(outline, index));
}

function metresToSide(a: Point, b: Point, point: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const projected = (point[0] - a[0]) * dx + (point[1] - a[1]) * dy;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, projected / squared));
  return Math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy);
}

/** Whether two sides cross in their inner parts; touching does not count. */
function cross([a, b]: Side, [c, d]: Side): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Which way three points turn: -1, 0 or 1. */
function turn(a: Point, b: Point, c: Point): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}
