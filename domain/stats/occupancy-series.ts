import { slotClassKey, slotClassOf } from '../allocation/slot-class.ts';
import { spillOverOf, tiersOf } from '../allocation/spill-over.ts';
import { VEHICLE_CLASSES, type VehicleNeeds } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import type { KnownSlot } from './known.ts';
import type { OccupancySeriesId } from './occupancy.ts';

const ANY_CAR: VehicleNeeds = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false };

/** The series that a vehicle counts in, by its slot (null: none) and its class. */
export function seriesOf(slot: KnownSlot | null, vehicleClass: string): OccupancySeriesId[] {
  const always = ['lot', `class:${vehicleClass}`];
  return slot === null ? always : [...always, ...placesOf(slot), ...openPlacesOf(slot)];
}

/** Slots of the lot, its levels, zones and kinds; classes of vehicles have no slots of their own. */
export function capacitiesOf(lot: LotFile): Map<OccupancySeriesId, number> {
  const capacities = new Map<OccupancySeriesId, number>([['lot', lot.slots.length]]);
  for (const vehicleClass of VEHICLE_CLASSES) capacities.set(`class:${vehicleClass}`, 0);
  for (const slot of knownSlotsOf(lot).values()) count(capacities, placesOf(slot));
  return capacities;
}

/** Slots that any car may take, of the lot, its levels and its zones. */
export function openCapacitiesOf(lot: LotFile): Map<OccupancySeriesId, number> {
  const capacities = new Map<OccupancySeriesId, number>();
  for (const slot of knownSlotsOf(lot).values()) count(capacities, openPlacesOf(slot));
  return capacities;
}

function count(capacities: Map<OccupancySeriesId, number>, ids: readonly OccupancySeriesId[]) {
  for (const id of ids) capacities.set(id, (capacities.get(id) ?? 0) + 1);
}

/** Where each slot of a lot counts, by its id. */
export function knownSlotsOf(lot: LotFile): Map<string, KnownSlot> {
  const order = spillOverOf(lot.allocation.spillOver, ANY_CAR);
  const open = new Set(tiersOf(order, ANY_CAR).flat().map(slotClassKey));
  return new Map(
    lot.slots.map((slot) => {
      const { id, levelId, zoneId, kind } = slot;
      return [id, { levelId, zoneId, kind, openToCars: open.has(slotClassKey(slotClassOf(slot))) }];
    }),
  );
}

function placesOf({ levelId, zoneId, kind }: KnownSlot): readonly OccupancySeriesId[] {
  return [`level:${levelId}`, `zone:${zoneId}`, `kind:${kind}`];
}

function openPlacesOf({ levelId, zoneId, openToCars }: KnownSlot): readonly OccupancySeriesId[] {
  return openToCars ? ['open:lot', `open:level:${levelId}`, `open:zone:${zoneId}`] : [];
}
