import { distanceMetres, type Point } from '#domain/facility/geometry.ts';
import type { Drawing, DriveEdge } from '#domain/facility/lot-file.ts';

/** A stretch of carriageway on one level. */
export interface Carriageway {
  readonly from: Point;
  readonly to: Point;
  readonly widthMetres: number;
  readonly oneWay: boolean;
  readonly kind: DriveEdge['kind'];
}

/** An arrow on the ground; degrees clockwise from the top of the map. */
export interface Arrow {
  readonly at: Point;
  readonly headingDegrees: number;
}

/** Metres between derived arrows on a one-way aisle. */
const ARROW_EVERY_METRES = 16;
/** Another arrow keeps derived ones this far away. */
const ARROW_CLEARANCE_METRES = 7;
/** Shorter stretches are corners and need no arrow of their own. */
const ARROW_STRETCH_METRES = 4;

/** The point so many metres along a carriageway. */
export function along(way: Carriageway, metres: number): Point {
  const share = metres / Math.max(distanceMetres(way.from, way.to), 1e-9);
  return [
    way.from[0] + (way.to[0] - way.from[0]) * share,
    way.from[1] + (way.to[1] - way.from[1]) * share,
  ];
}

/** The arrows that the lot file draws, and on one-way aisles without any, arrows of our own. */
export function arrowsOf(
  drawings: readonly Drawing[],
  carriageways: readonly Carriageway[],
): Arrow[] {
  const arrows: Arrow[] = drawings.flatMap((drawing) =>
    drawing.kind === 'arrow' ? [{ at: drawing.at, headingDegrees: drawing.headingDegrees }] : [],
  );
  for (const way of carriageways) {
    const length = distanceMetres(way.from, way.to);
    if (!way.oneWay || length < ARROW_STRETCH_METRES) continue;
    const count = Math.max(1, Math.round(length / ARROW_EVERY_METRES));
    const dx = way.to[0] - way.from[0];
    const dy = way.to[1] - way.from[1];
    for (let i = 0; i < count; i++) {
      const at = along(way, (length * (i + 0.5)) / count);
      if (arrows.some((other) => distanceMetres(other.at, at) < ARROW_CLEARANCE_METRES)) continue;
      arrows.push({ at, headingDegrees: (Math.atan2(dx, -dy) * 180) / Math.PI });
    }
  }
  return arrows;
}
