import { canUse } from '../../allocation/can-use.ts';
import { must } from '../../kernel/assert.ts';
import type { OverrideId, SlotId } from '../../kernel/ids.ts';
import { mayAssign } from '../availability.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState, OverrideState, SlotState } from '../state.ts';
import type { SlotAction } from '../words.ts';
import { idFrom } from './ids.ts';

/** What a slot's sensor says. */
export function decidePresence(state: LotState, command: CommandOf<'ReportPresence'>): Decision {
  const slot = state.slots.get(command.slotId);
  if (slot === undefined) return refused('slot-unknown', command.slotId);
  if (slot.presence === command.presence) return NOTHING;
  return happened({ type: 'PresenceChanged', slotId: command.slotId, presence: command.presence });
}

/** Staff change a slot by hand, with a reason. */
export function decideOverride(state: LotState, command: CommandOf<'OverrideSlot'>): Decision {
  const { slotId, action } = command;
  const slot = state.slots.get(slotId);
  if (slot === undefined) return refused('slot-unknown', slotId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const overrideId = idFrom(command, 'o');
  const done: LotEvent = {
    type: 'SlotOverridden',
    overrideId,
    slotId,
    action,
    reason,
    undoes: null,
  };
  switch (action.kind) {
    case 'block':
      return slot.block === null ? happened(done) : refused('slot-blocked');
    case 'unblock':
      return slot.block === null ? NOTHING : happened(done);
    case 'mark':
      return happened(done, { type: 'PresenceChanged', slotId, presence: action.presence });
    case 'free': {
      const { sessionId } = slot;
      if (sessionId === null) return refused('slot-empty');
      return happened(done, {
        type: 'SessionMoved',
        sessionId,
        fromSlotId: slotId,
        toSlotId: null,
      });
    }
    case 'move':
      return decideMove(state, slotId, slot, action.toSlotId, done);
  }
}

function decideMove(
  state: LotState,
  slotId: SlotId,
  slot: SlotState,
  toSlotId: SlotId,
  done: LotEvent,
): Decision {
  const { sessionId } = slot;
  if (sessionId === null) return refused('slot-empty');
  const target = state.slots.get(toSlotId);
  if (target === undefined) return refused('slot-unknown', toSlotId);
  // A sensor may already see the vehicle where staff now say it stands, so presence does not forbid.
  if (target.sessionId !== null || target.block !== null) return refused('slot-taken', toSlotId);
  if (target.heldFor !== null) return refused('reservation-slot-taken', toSlotId);
  const session = must(state.sessions.get(sessionId), 'a slot holds only live sessions');
  const installed = must(state.installed, 'slots exist only in an open lot');
  const index = must(installed.slotIndex.get(toSlotId), 'slot states exist only for slots');
  const toSlot = must(installed.slots[index], 'the index points at a slot');
  if (!canUse(toSlot, session)) return refused('slot-unsuitable', toSlot.label);
  return happened(done, { type: 'SessionMoved', sessionId, fromSlotId: slotId, toSlotId });
}

/** Puts back what an override changed, where the world still allows it. */
export function decideUndo(state: LotState, command: CommandOf<'UndoOverride'>): Decision {
  const override = state.overrides.get(command.overrideId);
  if (override === undefined) return refused('override-unknown');
  if (override.undone) return refused('override-not-undoable', 'already undone');
  const inverse = inverseOf(state, override);
  if (inverse === null) return refused('override-not-undoable');
  const { slotId, id } = override;
  const head = {
    type: 'SlotOverridden' as const,
    overrideId: idFrom(command, 'o'),
    slotId,
    action: inverse.action,
    reason: override.action.kind === 'unblock' ? (override.block?.reason ?? 'undo') : 'undo',
    undoes: id as OverrideId,
  };
  return happened(head, ...inverse.events);
}

interface Inverse {
  readonly action: SlotAction;
  readonly events: readonly LotEvent[];
}

function inverseOf(state: LotState, override: OverrideState): Inverse | null {
  const { slotId, action, sessionId } = override;
  const slot = state.slots.get(slotId);
  if (slot === undefined) return null;
  switch (action.kind) {
    case 'block':
      return slot.block === null ? null : { action: { kind: 'unblock' }, events: [] };
    case 'unblock':
      if (slot.block !== null) return null;
      return { action: { kind: 'block', untilAt: override.block?.untilAt ?? null }, events: [] };
    case 'mark': {
      if (slot.presence !== action.presence || override.presence === action.presence) return null;
      const { presence } = override;
      return {
        action: { kind: 'mark', presence: action.presence },
        events: [{ type: 'PresenceChanged', slotId, presence }],
      };
    }
    case 'free': {
      if (sessionId === null || !mayReturn(state, slot, sessionId, null)) return null;
      const back: LotEvent = {
        type: 'SessionMoved',
        sessionId,
        fromSlotId: null,
        toSlotId: slotId,
      };
      return { action: { kind: 'move', toSlotId: slotId }, events: [back] };
    }
    case 'move': {
      if (sessionId === null || !mayReturn(state, slot, sessionId, action.toSlotId)) return null;
      const back: LotEvent = {
        type: 'SessionMoved',
        sessionId,
        fromSlotId: action.toSlotId,
        toSlotId: slotId,
      };
      return { action: { kind: 'move', toSlotId: slotId }, events: [back] };
    }
  }
}

/** The session is still where the override put it, and its old slot is still free. */
function mayReturn(
  state: LotState,
  slot: SlotState,
  sessionId: string,
  isAt: SlotId | null,
): boolean {
  const session = state.sessions.get(sessionId);
  return (
    session !== undefined && session.slotId === isAt && mayAssign({ ...slot, presence: 'vacant' })
  );
}

export const slotDeciders: Deciders<
  Extract<CommandBody, { type: 'ReportPresence' | 'OverrideSlot' | 'UndoOverride' }>
> = {
  ReportPresence: decidePresence,
  OverrideSlot: decideOverride,
  UndoOverride: decideUndo,
};
