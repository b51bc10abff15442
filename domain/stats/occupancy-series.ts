import { VEHICLE_CLASSES } from '../facility/kinds.ts';
import type { LotFile } from '../facility/lot-file.ts';
import type { KnownSlot } from './known.ts';
import type { OccupancySeriesId } from './occupancy.ts';

/** The series that a vehicle counts in, by its slot (null: none) and its class. */
export function seriesOf(slot: KnownSlot | null, vehicleClass: string): OccupancySeriesId[] {
  const always = ['lot', `class:${vehicleClass}`];
  if (slot === null) return always;
  return [...always, `level:${slot.levelId}`, `zone:${slot.zoneId}`, `kind:${slot.kind}`];
}

/** Slots of every series of a lot; classes of vehicles have no slots of their own. */
export function capacitiesOf(lot: LotFile): Map<OccupancySeriesId, number> {
  const capacities = new Map<OccupancySeriesId, number>([['lot', lot.slots.length]]);
  for (const vehicleClass of VEHICLE_CLASSES) capacities.set(`class:${vehicleClass}`, 0);
  const add = (id: string) => capacities.set(id, (capacities.get(id) ?? 0) + 1);
  for (const { levelId, zoneId, kind } of lot.slots) {
    add(`level:${levelId}`);
    add(`zone:${zoneId}`);
    add(`kind:${kind}`);
  }
  return capacities;
}
