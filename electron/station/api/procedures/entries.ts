import { type EntryCredential, entryCredential } from '#domain/lot/decide/arrival.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, findEvent, installedOf, lotOf, plateRefOf, submitted } from '../lot-call.ts';

/** A booking's or a pass's code. @throws the token's refusal, or `ticket-unknown` for other codes */
function credentialOf(service: LotService, text: string): EntryCredential {
  const claim = service.claimOf(text);
  // What is a code of ours, but changed or of another lot, is no card.
  const mayBeCard = !claim.ok && claim.code === 'ticket-malformed';
  const credential = entryCredential(claim, mayBeCard ? service.refOfText('card', text) : null);
  if (credential !== null) return credential;
  const code = claim.ok ? 'ticket-unknown' : claim.code;
  throw refusalError({ code, message: refusalSentence(code) });
}

/** Vehicles that the caller vouches for. */
export const entries = {
  create: api.entries.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { laneId, plate, vehicleClass, wantsCharge, accessiblePermit, commandId } = input;
    const plateRef = plate === undefined ? null : plateRefOf(service, plate);
    const credential =
      input.credential === undefined ? null : credentialOf(service, input.credential);
    const events = await submitted(
      context,
      service,
      {
        type: 'RequestEntry',
        laneId,
        plateRef,
        credential,
        vehicleClass,
        wantsCharge,
        accessiblePermit,
      },
      { procedure: 'entries.create', commandId },
    );
    // The lot said no, which its journal holds.
    const code = findEvent(events, 'EntryRefused')?.event.code;
    if (code !== undefined) throw refusalError({ code, message: refusalSentence(code) });
    const issued = eventOf(events, 'TicketIssued');
    const { sessionId, ticketNumber, slotId } = issued.event;
    const isInside = events.some(({ event }) => event.type === 'SessionStarted');
    const { slotIndex, slots } = installedOf(service);
    const slot = slots[slotIndex.get(slotId ?? '') ?? -1];
    if (slot === undefined) {
      // Only an old answer asked for again: the slot has been taken out of the lot since.
      throw refusalError({
        code: 'slot-unknown',
        message: refusalSentence('slot-unknown', slotId ?? ''),
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
