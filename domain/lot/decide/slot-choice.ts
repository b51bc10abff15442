import type { Slot } from '../../facility/lot-file.ts';
import { must } from '../../kernel/assert.ts';
import type { SlotId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { type GroupHoldback, groupHoldbacks } from '../membership-cover.ts';
import { slotForReservation } from '../reservation-entry.ts';
import { withheldSlots } from '../reservation-hold.ts';
import type { Installed, LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import type { Grant } from './rights.ts';

/**
 * The slot for a vehicle that may come in: what was booked, else the best one that is free and not kept
 * for a reserved driver who is still to come or for a tenant. Null when there is none.
 */
export function slotFor(
  state: LotState,
  { installed, lane }: FoundLane,
  grant: Extract<Grant, { ok: true }>,
  at: Instant,
): SlotId | null {
  const { pool, slots } = installed;
  const withheld = withheldSlots(state);
  const holdbacks = groupHoldbacks(state, grant.membership?.groupId ?? null);
  let index: number | null;
  if (grant.reservation !== null) index = slotForReservation(state, lane.id, grant.reservation, at);
  else if (holdbacks.length === 0) index = pool.choose(lane.id, grant.needs, withheld);
  else {
    const spares = sparesOf(installed, holdbacks);
    index = pool.chooseWhere(lane.id, grant.needs, (one) => {
      const slotClass = pool.classOf(one);
      if (pool.vacantOf(slotClass) <= (withheld?.[slotClass] ?? 0)) return false;
      return spares.every(({ holdback, spare }) => spare > 0 || !matches(holdback, slots[one]));
    });
  }
  return index === null ? null : must(slots[index], 'the pool knows installed slots').id;
}

/** How many vacant slots each tenant's share leaves to others. */
function sparesOf({ pool, slots }: Installed, holdbacks: readonly GroupHoldback[]) {
  return holdbacks.map((holdback) => {
    let vacant = 0;
    for (let index = 0; index < slots.length; index += 1)
      if (pool.isVacant(index) && matches(holdback, slots[index])) vacant += 1;
    return { holdback, spare: vacant - holdback.count };
  });
}

function matches({ zoneId, kind }: GroupHoldback, slot: Slot | undefined): boolean {
  if (slot === undefined) return false;
  return (zoneId === null || slot.zoneId === zoneId) && (kind === null || slot.kind === kind);
}
