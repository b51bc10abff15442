/** What a slot is built for. */
export const SLOT_KINDS = [
  'motorcycle',
  'compact',
  'standard',
  'large',
  'bus',
  'ev',
  'accessible',
] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** What drives in. Whether an EV wants to charge and whether a permit is shown travel beside it. */
export const VEHICLE_CLASSES = ['motorcycle', 'car', 'bus', 'ev'] as const;
export type VehicleClass = (typeof VEHICLE_CLASSES)[number];

/** Who asks for a slot: the class and the two facts that change which slots are right. */
export interface VehicleNeeds {
  readonly vehicleClass: VehicleClass;
  /** An EV that wants to charge; false for an EV that only wants to park. */
  readonly wantsCharge: boolean;
  /** Shows a permit for accessible slots. */
  readonly accessiblePermit: boolean;
}

/** The rows of a spill-over table: a class, or a class with its special need. */
export const NEED_PROFILES = [
  'motorcycle',
  'car',
  'bus',
  'ev',
  'ev-charging',
  'accessible',
] as const;
export type NeedProfile = (typeof NEED_PROFILES)[number];

/** The spill-over row that serves a vehicle. A permit outranks the wish to charge. */
export function needProfileOf(needs: VehicleNeeds): NeedProfile {
  if (needs.accessiblePermit && needs.vehicleClass !== 'motorcycle' && needs.vehicleClass !== 'bus')
    return 'accessible';
  if (needs.vehicleClass === 'ev' && needs.wantsCharge) return 'ev-charging';
  return needs.vehicleClass;
}
