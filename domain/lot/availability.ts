import { must } from '../kernel/assert.ts';
import type { SlotId, ZoneId } from '../kernel/ids.ts';
import type { Installed, LotState, SlotState } from './state.ts';

/** Whether a slot may be given to a vehicle. A silent sensor does not take a slot out of use. */
export function mayAssign(slot: SlotState): boolean {
  return (
    slot.sessionId === null &&
    slot.block === null &&
    slot.presence !== 'occupied' &&
    slot.heldFor === null
  );
}

/**
 * Free by the ledger alone: its sensor was heard before and is silent. Such a slot stays in use, since the
 * ledger knows of nobody there, and counts tell how many of them there are.
 */
export function isUnsure(slot: SlotState): boolean {
  return mayAssign(slot) && slot.presence === 'unknown' && slot.presenceAt !== null;
}

/** Tells the pool what a changed slot now is. Called by `evolve` after every change of a slot. */
export function syncPool(state: LotState, slotId: SlotId): void {
  const { installed } = state;
  if (installed === null) return;
  const index = installed.slotIndex.get(slotId);
  if (index === undefined) return;
  syncSlot(installed, index, must(state.slots.get(slotId), `state of ${slotId}`));
  // One slot more or less may be the one that fills a zone, which nobody else would notice.
  const zoneId = installed.slots[index]?.zoneId;
  if (zoneId !== undefined && installed.countedZones.has(zoneId)) syncZone(state, zoneId);
}

/** Brings what is derived of a slot in line with its state. */
export function syncSlot(
  { pool, blocked, slots, fullZones }: Pick<Installed, 'pool' | 'blocked' | 'slots' | 'fullZones'>,
  index: number,
  slot: SlotState,
): void {
  const isFull = fullZones.size > 0 && fullZones.has(slots[index]?.zoneId ?? '');
  pool.setVacant(index, mayAssign(slot) && !isFull);
  if (slot.block === null) blocked.delete(index);
  else blocked.add(index);
}

/** Takes the slots of a zone that cameras say is full out of the pool, and puts them back. */
export function syncZone(state: LotState, zoneId: ZoneId): void {
  const { installed } = state;
  const indexes = installed?.countedZones.get(zoneId);
  if (installed === null || indexes === undefined) return;
  const isFull = zoneFree(state, zoneId) === 0;
  if (isFull === installed.fullZones.has(zoneId)) return;
  if (isFull) installed.fullZones.add(zoneId);
  else installed.fullZones.delete(zoneId);
  for (const index of indexes) {
    const slot = state.slots.get(installed.slots[index]?.id ?? '');
    if (slot !== undefined) syncSlot(installed, index, slot);
  }
}

/**
 * How many vehicles a counted zone still takes; null for a zone that no camera counts. Of its usable slots,
 * as many are gone as the cameras see vehicles, or as are assigned: whichever is more, since whoever is on
 * the way to a slot is not seen yet.
 */
export function zoneFree({ installed, slots, zones }: LotState, zoneId: ZoneId): number | null {
  const indexes = installed?.countedZones.get(zoneId);
  const zone = zones.get(zoneId);
  if (installed == null || indexes === undefined || zone === undefined) return null;
  let usable = 0;
  let assigned = 0;
  for (const index of indexes) {
    const slot = slots.get(installed.slots[index]?.id ?? '');
    if (slot === undefined || slot.block !== null || slot.heldFor !== null) continue;
    usable += 1;
    if (slot.sessionId !== null) assigned += 1;
  }
  return Math.max(0, usable - Math.max(zone.vehicles, assigned));
}

/**
 * Whether the slots of a lot count as free, asked for each of them once. In a counted zone nobody knows which
 * slots are free, only how many: so many of those that may be given count.
 */
export function freeSlots(state: LotState): (index: number) => boolean {
  const { installed } = state;
  const left = new Map<ZoneId, number>();
  for (const zoneId of installed?.countedZones.keys() ?? [])
    left.set(zoneId, zoneFree(state, zoneId) ?? 0);
  return (index) => {
    const slot = installed?.slots[index];
    const held = slot === undefined ? undefined : state.slots.get(slot.id);
    if (slot === undefined || held === undefined || !mayAssign(held)) return false;
    const rest = left.get(slot.zoneId);
    if (rest === undefined) return true;
    left.set(slot.zoneId, rest - 1);
    return rest > 0;
  };
}

/** How many vehicles may be given a slot now. */
export function freeCount(state: LotState): number {
  const { installed } = state;
  if (installed === null) return 0;
  let free = installed.pool.vacantCount;
  for (const [zoneId, indexes] of installed.countedZones) {
    const vacant = indexes.filter((index) => installed.pool.isVacant(index)).length;
    free -= Math.max(0, vacant - (zoneFree(state, zoneId) ?? vacant));
  }
  return free;
}
