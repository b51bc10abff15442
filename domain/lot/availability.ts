import { must } from '../kernel/assert.ts';
import type { SlotId } from '../kernel/ids.ts';
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

/** Tells the pool what a changed slot now is. Called by `evolve` after every change of a slot. */
export function syncPool(state: LotState, slotId: SlotId): void {
  const { installed } = state;
  if (installed === null) return;
  const index = installed.slotIndex.get(slotId);
  if (index === undefined) return;
  syncSlot(installed, index, must(state.slots.get(slotId), `state of ${slotId}`));
}

/** Brings what is derived of a slot in line with its state. */
export function syncSlot(
  { pool, blocked }: Pick<Installed, 'pool' | 'blocked'>,
  index: number,
  slot: SlotState,
): void {
  pool.setVacant(index, mayAssign(slot));
  if (slot.block === null) blocked.delete(index);
  else blocked.add(index);
}
