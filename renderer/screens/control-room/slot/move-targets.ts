import { canUse } from '#domain/allocation/can-use.ts';
import { distanceMetres } from '#domain/facility/geometry.ts';
import type { LotFile, Slot } from '#domain/facility/lot-file.ts';
import type { SlotLive } from '#domain/views/live.ts';

/**
 * Slots that a vehicle could be moved to, best first: its own level, then the nearest. Whether it
 * holds a permit is not told to consoles; one that was given an accessible slot has it. The station
 * has the last word.
 */
export function moveTargets(
  lot: LotFile,
  from: Slot,
  session: NonNullable<SlotLive['session']>,
  liveOf: (slotId: string) => SlotLive | undefined,
): readonly Slot[] {
  const accessiblePermit = from.kind === 'accessible' || from.features.includes('accessible');
  const needs = { vehicleClass: session.vehicleClass, accessiblePermit };
  const away = (slot: Slot) =>
    (slot.levelId === from.levelId ? 0 : 1_000_000) + distanceMetres(slot.at, from.at);
  return lot.slots
    .filter((slot) => slot.id !== from.id && isVacant(liveOf(slot.id)) && canUse(slot, needs))
    .sort((a, b) => away(a) - away(b));
}

function isVacant(live: SlotLive | undefined): boolean {
  return (
    live !== undefined &&
    live.session === null &&
    live.block === null &&
    live.presence !== 'occupied'
  );
}
