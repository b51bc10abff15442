import type { LaneId, PlateRef } from '#domain/kernel/ids.ts';
import { wayOf } from '#domain/lot/lane-view.ts';
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
 * References of the plates that a read resembles, nearest first: inside at an exit, and at an entry
 * those of members and of bookings, for staff to choose from. None when the very plate is known, or where the lot takes plates to the letter. The lot itself knows
 * references only, so the station, which may see plates, compares them.
 */
export function nearPlates(
  inside: Inside,
  laneId: LaneId,
  plate: string,
  plateRef: PlateRef,
  confidence = 1,
): readonly PlateRef[] {
  const { installed, byPlate } = inside.state;
  const lane = installed?.lanes.get(laneId);
  if (installed === null || lane === undefined) return [];
  const held = inside.state.lanes.get(laneId);
  if (held === undefined) return [];
  const isEntry = wayOf(lane, held) === 'entry';
  const max = installed.lot.policies.plateMatchEdits ?? PLATE_MATCH_EDITS;
  const read = normalisePlate(plate);
  if (max === 0 || read === null || byPlate.has(plateRef)) return [];
  if (isEntry && confidence >= installed.lot.policies.plateConfidenceMin) return [];
  const wanted = plateShape(read);
  const found: { readonly ref: PlateRef; readonly distance: number }[] = [];
  let compared = 0;
  for (const ref of isEntry ? expectedPlates(inside.state) : byPlate.keys()) {
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

/** Whom an entry may expect: members, and who has booked. */
function* expectedPlates({ memberships, reservations }: LotState): Generator<PlateRef> {
  yield* memberships.byPlate.keys();
  for (const ref of reservations.byPlate.keys()) if (!memberships.byPlate.has(ref)) yield ref;
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
