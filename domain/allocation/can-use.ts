import type { VehicleNeeds } from '../facility/kinds.ts';
import type { Slot } from '../facility/lot-file.ts';
import { fits } from './fit.ts';
import { slotClassOf } from './slot-class.ts';

/**
 * Whether a vehicle may be put into a slot by hand: it fits, and an accessible slot has its permit.
 * Staff may use a charger slot for any vehicle; only the lot's own choice keeps those free.
 */
export function canUse(
  slot: Pick<Slot, 'kind' | 'features'>,
  needs: Pick<VehicleNeeds, 'vehicleClass' | 'accessiblePermit'>,
): boolean {
  if (!fits(needs.vehicleClass, slot.kind)) return false;
  return needs.accessiblePermit || !slotClassOf(slot).accessible;
}
