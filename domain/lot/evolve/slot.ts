import { must } from '../../kernel/assert.ts';
import { actorName } from '../actor.ts';
import { syncPool } from '../availability.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState, SlotState } from '../state.ts';

/** How many overrides stay undoable. */
const KEPT_OVERRIDES = 500;

/** What sensors and staff say about a slot. */
export function evolveSlot(
  state: LotState,
  event: EventOf<'PresenceChanged' | 'SlotOverridden' | 'BlockEnded'>,
  recorded: RecordedEvent,
): void {
  const slot = state.slots.get(event.slotId);
  if (slot === undefined) return;
  switch (event.type) {
    case 'PresenceChanged':
      slot.presence = event.presence;
      slot.presenceAt = recorded.at;
      break;
    case 'BlockEnded':
      slot.block = null;
      state.timedBlocks.delete(event.slotId);
      break;
    case 'SlotOverridden':
      remember(state, slot, event);
      applyBlock(state, slot, event, recorded);
      break;
  }
  syncPool(state, event.slotId);
}

function remember(state: LotState, slot: SlotState, event: EventOf<'SlotOverridden'>): void {
  if (event.undoes !== null) {
    must(state.overrides.get(event.undoes), 'an undone override is held').undone = true;
    return;
  }
  state.overrides.set(event.overrideId, {
    id: event.overrideId,
    slotId: event.slotId,
    action: event.action,
    sessionId: slot.sessionId,
    presence: slot.presence,
    block: slot.block,
    undone: false,
  });
  for (const oldest of state.overrides.keys()) {
    if (state.overrides.size <= KEPT_OVERRIDES) break;
    state.overrides.delete(oldest);
  }
}

function applyBlock(
  state: LotState,
  slot: SlotState,
  event: EventOf<'SlotOverridden'>,
  { actor }: RecordedEvent,
): void {
  if (event.action.kind === 'block') {
    const { untilAt } = event.action;
    slot.block = { reason: event.reason, untilAt, by: actorName(actor) };
    if (untilAt !== null) state.timedBlocks.add(event.slotId);
  }
  if (event.action.kind === 'unblock') {
    slot.block = null;
    state.timedBlocks.delete(event.slotId);
  }
}

export const slotEvolvers = evolversOf<
  EventOf<'PresenceChanged' | 'SlotOverridden' | 'BlockEnded'>
>(evolveSlot, {
  PresenceChanged: true,
  SlotOverridden: true,
  BlockEnded: true,
});
