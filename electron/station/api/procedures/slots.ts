import { refusalSentence } from '#domain/lot/decision.ts';
import type { SlotAction } from '#domain/lot/words.ts';
import { feedEntry } from '#domain/views/feed.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, lotOf, revealFor, submitted } from '../lot-call.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** What staff do to a slot by hand, and what became of it. */
export const slots = {
  override: api.slots.override.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { slotId, reason, commandId } = input;
    const action: SlotAction = input.action;
    const events = await submitted(
      context,
      service,
      { type: 'OverrideSlot', slotId, action, reason },
      { procedure: 'slots.override', commandId },
    );
    const { overrideId } = eventOf(events, 'SlotOverridden').event;
    const kept = service.state.overrides.get(overrideId);
    return { overrideId, undoable: kept !== undefined && !kept.undone };
  }),

  undo: api.slots.undo.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { overrideId, commandId } = input;
    await submitted(
      context,
      service,
      { type: 'UndoOverride', overrideId },
      { procedure: 'slots.undo', commandId },
    );
    return { ok: true as const };
  }),

  history: api.slots.history.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { slotId, limit } = input;
    if (!service.state.slots.has(slotId)) {
      throw refusalError({
        code: 'slot-unknown',
        message: refusalSentence('slot-unknown', slotId),
      });
    }
    await viewsUpToDate(service);
    const reveal = revealFor(context, service);
    const events = await service.views.slotHistory(slotId, limit);
    return events.map((recorded) => {
      const entry = feedEntry(recorded, reveal);
      return { ...entry, facts: { ...entry.facts } };
    });
  }),
};
