import type { SlotKind, VehicleClass } from '../facility/kinds.ts';

const CAR_KINDS: readonly SlotKind[] = ['compact', 'standard', 'large', 'bus', 'ev', 'accessible'];

/** Which slot kinds a vehicle physically fits in. */
const FITS: Readonly<Record<VehicleClass, ReadonlySet<SlotKind>>> = {
  motorcycle: new Set<SlotKind>(['motorcycle', ...CAR_KINDS]),
  car: new Set(CAR_KINDS),
  ev: new Set(CAR_KINDS),
  bus: new Set<SlotKind>(['bus']),
};

/** Whether a vehicle of a class physically fits in a slot of a kind. */
export function fits(vehicleClass: VehicleClass, kind: SlotKind): boolean {
  return FITS[vehicleClass].has(kind);
}
