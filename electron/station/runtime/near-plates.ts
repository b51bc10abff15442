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
  refOf(plate: string): PlateRef | null;
}

/** A read as far as it matters for what it may be. */
interface BadRead {
  /** Normalised, as all spellings. */
  readonly plate: string;
  readonly plateRef: PlateRef;
  /** 0 to 1. */
  readonly confidence: number;
  readonly spellings?: readonly string[] | undefined;
}

/** Revealing costs a look-up in the vault; a reference always stands for the same plate. */
const shapes = new Map<PlateRef, string>();

/**
 * References of the plates that a read may be, likeliest first. At an exit those inside that resemble it. At
 * an entry, where it was read badly, those of members and of bookings that do, then the other spellings of
 * the camera itself: for staff to choose from, and for no gate. None when the very plate is inside. The lot
 * itself knows references only, so the station, which may see plates, compares them.
 */
export function nearPlates(inside: Inside, laneId: LaneId, read: BadRead): readonly PlateRef[] {
  const { installed, byPlate } = inside.state;
  const lane = installed?.lanes.get(laneId);
  if (installed === null || lane === undefined) return [];
  const held = inside.state.lanes.get(laneId);
  if (held === undefined || byPlate.has(read.plateRef)) return [];
  const { plateMatchEdits = PLATE_MATCH_EDITS, plateConfidenceMin } = installed.lot.policies;
  if (wayOf(lane, held) !== 'entry')
    return resembling(inside, read.plate, byPlate.keys(), plateMatchEdits);
  if (read.confidence >= plateConfidenceMin) return [];
  const expected = resembling(inside, read.plate, expectedPlates(inside.state), plateMatchEdits);
  const spelt = (read.spellings ?? []).flatMap((one) => inside.refOf(one) ?? []);
  return [...new Set([...expected, ...spelt])].slice(0, NEAR_PLATES_MAX);
}

/** Nearest first. None where the lot takes plates to the letter, that is with no edits. */
function resembling(
  inside: Inside,
  plate: string,
  known: Iterable<PlateRef>,
  editsMax: number,
): readonly PlateRef[] {
  const read = normalisePlate(plate);
  if (editsMax === 0 || read === null) return [];
  const wanted = plateShape(read);
  const found: { readonly ref: PlateRef; readonly distance: number }[] = [];
  let compared = 0;
  for (const ref of known) {
    if (compared >= COMPARED_PLATES_MAX) break;
    compared += 1;
    const shape = shapeOf(ref, inside);
    if (shape === null) continue;
    const distance = shapeDistance(wanted, shape, editsMax);
    if (distance <= editsMax) found.push({ ref, distance });
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
