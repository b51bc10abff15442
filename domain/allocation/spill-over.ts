import {
  type NeedProfile,
  needProfileOf,
  type SlotKind,
  type VehicleNeeds,
} from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import { fits } from './fit.ts';
import { SLOT_CLASSES, type SlotClass } from './slot-class.ts';

/**
 * Which kinds a vehicle is offered where the lot file says nothing, best first: the smallest that
 * fits, then larger ones. A car is small enough for a compact slot here; a lot whose compact slots are
 * tight lists them later, or not at all. `ev` is in no order but that of charging vehicles, and
 * `accessible` works in no order of vehicles without permit. Buses stand in bus slots or nowhere, and
 * nothing else takes those.
 */
export const DEFAULT_SPILL_OVER: Readonly<Record<NeedProfile, readonly SlotKind[]>> = {
  motorcycle: ['motorcycle', 'compact', 'standard', 'large'],
  car: ['compact', 'standard', 'large'],
  bus: ['bus'],
  ev: ['compact', 'standard', 'large'],
  'ev-charging': ['ev', 'compact', 'standard', 'large'],
  accessible: ['accessible', 'standard', 'large', 'compact'],
};

/** The order of kinds that serves a vehicle at a lot. */
export function spillOverOf(
  spillOver: LotFile['allocation']['spillOver'],
  needs: VehicleNeeds,
): readonly SlotKind[] {
  const profile = needProfileOf(needs);
  return spillOver[profile] ?? DEFAULT_SPILL_OVER[profile];
}

/** Whether a vehicle charges; only what runs on a battery can. */
export function charges({ vehicleClass, wantsCharge }: VehicleNeeds): boolean {
  return wantsCharge && (vehicleClass === 'ev' || vehicleClass === 'bus');
}

/**
 * Slot classes in the order in which a vehicle is offered them; within one tier the nearest slot wins.
 *
 * - A kind stands for its own slots. `ev` stands for every slot with a charger, and `accessible` for
 *   every slot marked so, whatever their kind, as far as the vehicle fits in.
 * - Slots with chargers go to vehicles that charge; others get them only where the order lists `ev`.
 *   A vehicle that charges prefers them within each kind.
 * - Accessible slots go to permits only. A permit prefers them within each kind, and takes one with a
 *   charger for a vehicle that does not charge after those without.
 */
export function tiersOf(order: readonly SlotKind[], needs: VehicleNeeds): readonly SlotClass[][] {
  const charging = charges(needs);
  const open = SLOT_CLASSES.filter(
    ({ kind, accessible }) =>
      fits(needs.vehicleClass, kind) && (needs.accessiblePermit || !accessible),
  );
  const tiers: SlotClass[][] = [];
  for (const kind of order) {
    if (kind === 'ev') {
      tiers.push(open.filter((slot) => slot.charger && !slot.accessible));
      continue;
    }
    if (kind === 'accessible') {
      tiers.push(
        open.filter((slot) => slot.accessible && slot.charger === charging),
        open.filter((slot) => slot.accessible && slot.charger !== charging),
      );
      continue;
    }
    const own = open.filter((slot) => slot.kind === kind);
    for (const accessible of [true, false]) {
      if (charging)
        tiers.push(own.filter((slot) => slot.accessible === accessible && slot.charger));
      tiers.push(own.filter((slot) => slot.accessible === accessible && !slot.charger));
    }
  }
  return tiers.filter((tier) => tier.length > 0);
}
