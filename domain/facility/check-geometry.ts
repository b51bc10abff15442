import type { Point } from './geometry.ts';
import type { Level, LotFile } from './lot-file.ts';
import type { ProblemList } from './lot-file-problem.ts';
import { areaSquareMetres, crossingSides, isWithin } from './polygon.ts';

const OUTLINE_POINTS_MAX = 1_000;
const COORDINATE_METRES_MAX = 100_000;
const AREA_SQUARE_METRES_MIN = 1;
/** Slots drawn to the edge of the slab may stick out by what drawing rounds. */
const EDGE_MARGIN_METRES = 0.05;

/** Outlines are proper polygons, and slots stand on their levels. */
export function checkGeometry(lot: LotFile, to: ProblemList): void {
  const sound = new Map<string, Level>();
  lot.levels.forEach((level, index) => {
    if (checkOutline(`levels[${index}].outline`, level.outline, to)) sound.set(level.id, level);
  });
  lot.drive.nodes.forEach(({ at }, index) => {
    checkPoint(`drive.nodes[${index}].at`, at, to);
  });
  lot.lanes.forEach(({ at }, index) => {
    checkPoint(`lanes[${index}].at`, at, to);
  });
  lot.slots.forEach((slot, index) => {
    const level = sound.get(slot.levelId);
    if (!checkPoint(`slots[${index}].at`, slot.at, to) || level === undefined) return;
    if (isWithin(level.outline, slot.at, EDGE_MARGIN_METRES)) return;
    to.add(
      `slots[${index}].at`,
      `a centre within the outline of level "${level.id}"`,
      pointText(slot.at),
    );
  });
}

function checkPoint(path: string, point: Point, to: ProblemList): boolean {
  if (point.every((coordinate) => Math.abs(coordinate) <= COORDINATE_METRES_MAX)) return true;
  to.add(path, `a point within ${COORDINATE_METRES_MAX} m of the origin`, pointText(point));
  return false;
}

function checkOutline(path: string, outline: readonly Point[], to: ProblemList): boolean {
  if (outline.length > OUTLINE_POINTS_MAX) {
    to.add(path, `at most ${OUTLINE_POINTS_MAX} points`, `${outline.length}`);
    return false;
  }
  for (const [index, point] of outline.entries())
    if (!checkPoint(`${path}[${index}]`, point, to)) return false;
  const area = areaSquareMetres(outline);
  if (area < AREA_SQUARE_METRES_MIN) {
    to.add(path, `an area of at least ${AREA_SQUARE_METRES_MIN} m²`, `${area.toFixed(2)} m²`);
    return false;
  }
  const crossing = crossingSides(outline);
  if (crossing === null) return true;
  const [first, second] = crossing;
  to.add(path, 'sides that do not cross', `those from points ${first} and ${second} crossing`);
  return false;
}

function pointText([x, y]: Point): string {
  return `[${x}, ${y}]`;
}
