import type { VehicleNeeds } from '../facility/kinds.ts';
import { type DurationMs, HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { Random } from '../kernel/seeded-random.ts';
import { drawPlate, drawWeighted } from './plates.ts';

/** How a vehicle makes itself known at the entry. `nothing`: it stands there and does nothing. */
export type EntryCredential = 'plate' | 'button' | 'nothing';

/** What a driver is going to do, drawn before they come. */
export interface VehiclePlan {
  readonly plate: string;
  readonly needs: VehicleNeeds;
  readonly entryBy: EntryCredential;
  /** What the cameras make of the plate, 0 to 1. */
  readonly entryConfidence: number;
  readonly exitConfidence: number;
  /** After a doubtful read the vehicle rolls a little and the camera reads it well. */
  readonly isReadAgain: boolean;
  /** Changes its mind after the gate was opened for it. */
  readonly backsOut: boolean;
  /** Takes another slot than the sign says. */
  readonly parksElsewhere: boolean;
  /** Goes to the desk before driving to the exit; else pays when the exit asks for it. */
  readonly paysBefore: boolean;
  /** Lot time. Infinity stays until it is told to leave. */
  readonly stayMs: DurationMs;
}

const NEEDS: readonly (readonly [VehicleNeeds, number])[] = [
  [needsOf('car'), 76],
  [needsOf('motorcycle'), 10],
  [needsOf('ev', { wantsCharge: true }), 5],
  [needsOf('ev'), 4],
  [needsOf('car', { accessiblePermit: true }), 3],
  [needsOf('bus'), 2],
];

const STAY_MIN_MS = 8 * MINUTE_MS;

function needsOf(
  vehicleClass: VehicleNeeds['vehicleClass'],
  special: Partial<VehicleNeeds> = {},
): VehicleNeeds {
  return { vehicleClass, wantsCharge: false, accessiblePermit: false, ...special };
}

/** Draws one vehicle. `meanStayHours` is what the stays come to on average. */
export function drawPlan(random: Random, meanStayHours: number): VehiclePlan {
  const chance = (share: number) => random() < share;
  return {
    plate: drawPlate(random),
    needs: drawWeighted(NEEDS, random),
    entryBy: drawWeighted(
      [
        ['plate', 955],
        ['button', 40],
        ['nothing', 5],
      ] as const,
      random,
    ),
    entryConfidence: drawConfidence(random),
    exitConfidence: drawConfidence(random),
    isReadAgain: chance(0.6),
    backsOut: chance(0.01),
    parksElsewhere: chance(0.02),
    paysBefore: chance(0.72),
    stayMs: drawStay(random, meanStayHours),
  };
}

/** Mostly sure, sometimes below the usual threshold of 0.8. */
function drawConfidence(random: Random): number {
  const confidence = random() < 0.02 ? 0.45 + random() * 0.33 : 0.86 + random() * 0.135;
  return Math.round(confidence * 1_000) / 1_000;
}

/** Gamma with shape 2: short errands are common, whole days happen. */
export function drawStay(random: Random, meanStayHours: number): DurationMs {
  const meanMs = meanStayHours * HOUR_MS - STAY_MIN_MS;
  const part = () => -Math.log(1 - random());
  return Math.round(STAY_MIN_MS + (meanMs * (part() + part())) / 2);
}

/** A vehicle that does everything as it should: for scripted drives and for filling the lot. */
export function plainPlan(plate: string, changes: Partial<VehiclePlan> = {}): VehiclePlan {
  return {
    plate,
    needs: needsOf('car'),
    entryBy: 'plate',
    entryConfidence: 0.97,
    exitConfidence: 0.97,
    isReadAgain: false,
    backsOut: false,
    parksElsewhere: false,
    paysBefore: false,
    stayMs: Number.POSITIVE_INFINITY,
    ...changes,
  };
}
