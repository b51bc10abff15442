import type { LotFile } from '#domain/facility/lot-file.ts';

export type Drawing = LotFile['levels'][number]['drawings'][number];
export type Slot = LotFile['slots'][number];
export type Node = LotFile['drive']['nodes'][number];
export type Edge = LotFile['drive']['edges'][number];
export type Lane = LotFile['lanes'][number];
export type Point = [number, number];

/** Nothing on the plan is measured finer than a centimetre. */
export function round(metres: number): number {
  return Math.round(metres * 100) / 100 + 0;
}

export function roundPoint([x, y]: Point): Point {
  return [round(x), round(y)];
}

/** The unit step in a heading: degrees clockwise from the top of the map, y pointing down. */
export function step(headingDegrees: number): Point {
  const radians = (headingDegrees * Math.PI) / 180;
  return [Math.sin(radians), -Math.cos(radians)];
}

/** The point that lies `metres` from `from` in a heading. */
export function ahead([x, y]: Point, headingDegrees: number, metres: number): Point {
  const [dx, dy] = step(headingDegrees);
  return [x + dx * metres, y + dy * metres];
}

/** The heading from one point to another, 0 to 360. */
export function headingOf([ax, ay]: Point, [bx, by]: Point): number {
  const degrees = (Math.atan2(bx - ax, ay - by) * 180) / Math.PI;
  return Math.round((degrees + 360) % 360);
}

/** The corners of an axis-aligned rectangle. */
export function rectangle(minX: number, minY: number, maxX: number, maxY: number): Point[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

/** A rectangle with round ends, the shape of a kerbed island. */
export function island(minX: number, minY: number, maxX: number, maxY: number): Point[] {
  const radius = Math.min(maxX - minX, maxY - minY) / 2;
  const corners: [number, number, number][] = [
    [maxX - radius, minY + radius, 0],
    [maxX - radius, maxY - radius, 90],
    [minX + radius, maxY - radius, 180],
    [minX + radius, minY + radius, 270],
  ];
  return corners.flatMap(([x, y, from]) =>
    [0, 22.5, 45, 67.5, 90].map((turn) => roundPoint(ahead([x, y], from + turn, radius))),
  );
}

/** The canopy of a tree or the edge of a planter. */
export function disc(centre: Point, radius: number): Point[] {
  return Array.from({ length: 12 }, (_, i) => roundPoint(ahead(centre, i * 30, radius)));
}

/** Rounds a polygon's corners by Chaikin's corner cutting; long straight sides stay straight. */
export function rounded(points: readonly Point[], cutMetres: number): Point[] {
  return points.flatMap((corner, i) => {
    const before = points[(i + points.length - 1) % points.length] ?? corner;
    const after = points[(i + 1) % points.length] ?? corner;
    const from = toward(corner, before, cutMetres);
    const to = toward(corner, after, cutMetres);
    // A quadratic curve from one side to the other, pulled by the corner.
    return [0, 0.25, 0.5, 0.75, 1].map((t) =>
      roundPoint([
        from[0] * (1 - t) ** 2 + corner[0] * 2 * t * (1 - t) + to[0] * t ** 2,
        from[1] * (1 - t) ** 2 + corner[1] * 2 * t * (1 - t) + to[1] * t ** 2,
      ]),
    );
  });
}

/** The point at most `metres`, and at most half the way, from `from` towards `to`. */
function toward(from: Point, to: Point, metres: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const share = Math.min(0.5, metres / length);
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** Points written as in an SVG: `9,21 16,11.5`. Throws for anything but pairs of numbers. */
export function path(text: string): Point[] {
  return text.split(' ').map((pair) => {
    const [x, y] = pair.split(',').map(Number);
    if (x === undefined || y === undefined || !Number.isFinite(x + y))
      throw new Error(`not a point: "${pair}"`);
    return [x, y];
  });
}
