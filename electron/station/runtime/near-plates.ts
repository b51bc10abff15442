import type { LaneId, PlateRef } from '#domain/kernel/ids.ts';
import type { LotState } from '#domain/lot/state.ts';
import { normalisePlate } from '#domain/session/plate.ts';
import { plateShape, shapeDistance } from '#domain/session/plate-distance.ts';

/** Plates that one read is compared with; a lot with more inside leaves the rest to staff. */
const COMPARED_PLATES_MAX = 50_000;
/** More than these are not told apart at a gate. */
const NEAR_PLATES_MAX = 8;
const KEPT_SHAPES_MAX = 100_000;
/** Where a lot's file says nothing. */
const PLATE_MATCH_EDITS = 1;

interface Inside {
  readonly state: LotState;
  reveal(ref: PlateRef): string | null;
}

/** Revealing costs a look-up in the vault; a reference always stands for the same plate. */
const shapes = new Map<PlateRef, string>();

/**
 * References of the plates inside that a read at an exit resembles, nearest first. None when the very
 * plate is inside, in other lanes, or where the lot takes plates to the letter. The lot itself knows
 * references only, so the station, which may see plates, compares them.
 */
export function nearPlates(
  inside: Inside,
  laneId: LaneId,
  plate: string,
  plateRef: PlateRef,
): readonly PlateRef[] {
  const { installed, byPlate } = inside.state;
  const lane = installed?.lanes.get(laneId);
  if (installed === null || lane === undefined || lane.direction === 'entry') return [];
  const max = installed.lot.policies.plateMatchEdits ?? PLATE_MATCH_EDITS;
  const read = normalisePlate(plate);
  if (max === 0 || read === null || byPlate.has(plateRef)) return [];
  const wanted = plateShape(read);
  const found: { readonly ref: PlateRef; readonly distance: number }[] = [];
  let compared = 0;
  for (const ref of byPlate.keys()) {
    if (compared >= COMPARED_PLATES_MAX) break;
    compared += 1;
    const shape = shapeOf(ref, inside);
    if (shape === null) continue;
    const distance = shapeDistance(wanted, shape, max);
    if (distance <= max) found.push({ ref, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance)
    .slice(0, NEAR_PLATES_MAX)
    .map(({ ref }) => ref);
}

function shapeOf(ref: PlateRef, inside: Inside): string | null {
  const known = shapes.get(ref);
  if (known !== undefined) return known;
  const plate = inside.reveal(ref);
  if (plate === null) return null;
  if (shapes.size >= KEPT_SHAPES_MAX) shapes.clear();
  const shape = plateShape(plate);
  shapes.set(ref, shape);
  return shape;
}
