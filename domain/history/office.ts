import type { SlotId } from '../kernel/ids.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.ts';
import type { SlotAction } from '../lot/words.ts';
import type { Process } from './agenda.ts';
import { present } from './drive-in.ts';
import { between, happens, isEnding, oneOf, type World, waitFor } from './world.ts';

const OVERRIDES_EVERY_MS = 5 * HOUR_MS;
const OPENINGS_EVERY_MS = 9 * HOUR_MS;
const BLOCK_REASONS = ['Cleaning', 'Oil on the floor', 'Light is being repaired', 'Line marking'];
const OPENING_REASONS = ['Delivery', 'Fire brigade inspection', 'Tow truck', 'Contractor'];

/** Slots that staff take out of use for a while, and vehicles that they move. */
export function* overrides(world: World): Process {
  const { agenda, lot } = world;
  for (;;) {
    yield waitFor(world, OVERRIDES_EVERY_MS);
    if (isEnding(world)) return;
    agenda.start(lot.at, happens(world, 0.7) ? block(world) : correct(world));
  }
}

function* block(world: World): Process {
  const { lot } = world;
  const slotId = oneOf(world, lot.lot.slots)?.id;
  const slot = slotId === undefined ? undefined : lot.state.slots.get(slotId);
  if (slotId === undefined || slot?.sessionId !== null || slot.heldFor !== null) return;
  const reason = oneOf(world, BLOCK_REASONS) ?? '';
  const isTimed = happens(world, 0.4);
  const lastsMs = between(world, 0.5, 5) * HOUR_MS;
  if (lot.at + lastsMs > world.quietAt) return;
  const untilAt = isTimed ? Math.round(lot.at + lastsMs) : null;
  const overrideId = override(world, slotId, { kind: 'block', untilAt }, reason);
  if (overrideId === null || isTimed) return;
  if (happens(world, 0.12)) {
    yield between(world, 1, 4) * MINUTE_MS;
    lot.tell({ type: 'UndoOverride', overrideId }, world.staff.onDuty);
    return;
  }
  yield lastsMs;
  override(world, slotId, { kind: 'unblock' }, 'Done');
}

/** A vehicle that does not stand where the books say: its driver asked for another slot. */
function* correct(world: World): Process {
  const stay = oneOf(world, [...world.parked.values()]);
  if (stay === undefined || stay.slotId === null) return;
  const { slots } = world.lot.lot;
  const here = slots.find(({ id }) => id === stay.slotId);
  const toSlot = oneOf(
    world,
    slots.filter(({ zoneId, kind }) => zoneId === here?.zoneId && kind === here.kind),
  );
  if (toSlot === undefined || toSlot.id === stay.slotId) return;
  yield between(world, 5, 30) * MINUTE_MS;
  // By now it may have left.
  if (world.lot.state.slots.get(stay.slotId)?.sessionId !== stay.sessionId) return;
  const action = { kind: 'move', toSlotId: toSlot.id } as const;
  if (override(world, stay.slotId, action, 'Parked in another slot') === null) return;
  present(world, stay, 'vacant');
  stay.slotId = toSlot.id;
  present(world, stay, 'occupied');
}

function override(
  { lot, staff }: World,
  slotId: SlotId,
  action: SlotAction,
  reason: string,
): string | null {
  const body = { type: 'OverrideSlot', slotId, action, reason } as const;
  return lot.ask('SlotOverridden', body, staff.onDuty)?.overrideId ?? null;
}

/** Gates that are opened for somebody who does not park. */
export function* openings(world: World): Process {
  const { lot, lanes, staff } = world;
  for (;;) {
    yield waitFor(world, OPENINGS_EVERY_MS);
    if (isEnding(world)) return;
    const desk = oneOf(world, lanes.all);
    if (desk === undefined || desk.isTaken) continue;
    const reason = oneOf(world, OPENING_REASONS) ?? '';
    lot.tell({ type: 'VendGate', laneId: desk.lane.id, reason }, staff.onDuty);
  }
}
