import type { PlateRef } from '#domain/kernel/ids.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api } from '../base.ts';
import { lotOf, revealFor, submitted } from '../lot-call.ts';
import { sessionRow } from '../session-row.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Stays, running and over. */
export const sessions = {
  list: api.sessions.list.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { state, plate, ticket, limit, offset } = input;
    await viewsUpToDate(service);
    const query = { state, limit, offset };
    const rows = await service.views.sessions({
      ...query,
      ...(isGiven(plate) ? { plateRefs: plateRefs(service, plate) } : {}),
      ...(isGiven(ticket) ? { ticketPrefix: ticketPrefix(service, ticket) } : {}),
    });
    const reveal = revealFor(context, service);
    return rows.map((record) => sessionRow(record, service, reveal));
  }),

  close: api.sessions.close.handler(async ({ context, input }) => {
    const { lotId, sessionId, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'CloseSession', sessionId, reason },
      { procedure: 'sessions.close', commandId },
    );
    return { ok: true as const };
  }),
};

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

/** Vehicles inside are found by a part of their plate, vehicles that have left by the whole of it. */
function plateRefs(service: LotService, part: string): readonly PlateRef[] {
  const whole = service.refOf(part);
  const refs = new Set(service.searchPlates(part));
  if (whole !== null) refs.add(whole);
  return [...refs];
}

/** A token that holds gives its whole number; anything else is taken for the beginning of one. */
function ticketPrefix(service: LotService, text: string): string {
  const claim = service.claimOf(text);
  return claim.ok ? claim.number : asTyped(text);
}

/** The beginning of a ticket number as people type it: any case, O for 0, I or L for 1. */
function asTyped(text: string): string {
  const symbols = text.replace(/[\s-]/g, '').toUpperCase();
  return symbols.replaceAll('O', '0').replace(/[IL]/g, '1');
}
