import { refusalSentence } from '#domain/lot/decision.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, installedOf, lotOf, plateRefOf, submitted } from '../lot-call.ts';

/** Vehicles that the caller vouches for. */
export const entries = {
  create: api.entries.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { laneId, plate, vehicleClass, wantsCharge, accessiblePermit, commandId } = input;
    const plateRef = plate === undefined ? null : plateRefOf(service, plate);
    const events = await submitted(
      context,
      service,
      { type: 'RequestEntry', laneId, plateRef, vehicleClass, wantsCharge, accessiblePermit },
      { procedure: 'entries.create', commandId },
    );
    const issued = eventOf(events, 'TicketIssued');
    const { sessionId, ticketNumber, slotId } = issued.event;
    const isInside = events.some(({ event }) => event.type === 'SessionStarted');
    const { slotIndex, slots } = installedOf(service);
    const slot = slots[slotIndex.get(slotId) ?? -1];
    if (slot === undefined) {
      // Only an old answer asked for again: the slot has been taken out of the lot since.
      throw refusalError({
        code: 'slot-unknown',
        message: refusalSentence('slot-unknown', slotId),
      });
    }
    const { id, label, levelId, kind } = slot;
    return {
      session: { id: sessionId, state: isInside ? 'inside' : 'entering', entryAt: issued.at },
      ticket: { number: ticketNumber, token: service.tokenOf(ticketNumber, issued.at) },
      slot: { id, label, levelId, kind },
    };
  }),
};
