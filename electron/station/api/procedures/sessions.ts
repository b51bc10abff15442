import { api } from '../base.ts';
import { lotOf, revealFor, submitted } from '../lot-call.ts';
import { sessionRow } from '../session-row.ts';
import { plateRefsOf, ticketPrefixOf } from '../session-search.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Stays, running and over. */
export const sessions = {
  list: api.sessions.list.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { state, plate, ticket, vehicleClass, enteredFrom, enteredTo, limit, offset } = input;
    await viewsUpToDate(service);
    const query = { state, limit, offset };
    const rows = await service.views.sessions({
      ...query,
      ...(isGiven(plate) ? { plateRefs: plateRefsOf(service, plate) } : {}),
      ...(vehicleClass !== undefined && { vehicleClass }),
      ...((enteredFrom !== undefined || enteredTo !== undefined) && {
        entered: { fromAt: enteredFrom ?? 0, toAt: enteredTo ?? Number.MAX_SAFE_INTEGER },
      }),
      ...(isGiven(ticket) ? { ticketPrefix: ticketPrefixOf(service, ticket) } : {}),
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
