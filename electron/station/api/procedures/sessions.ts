import { refusalSentence } from '#domain/lot/decision.ts';
import type { Session } from '#domain/session/session.ts';
import { tariffOfVersion } from '#domain/tariff/book.ts';
import { findProduct } from '#domain/tariff/product.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { lotOf, needsPlates, revealFor, submitted } from '../lot-call.ts';
import { sessionRow } from '../session-row.ts';
import { plateRefsOf, ticketPrefixOf } from '../session-search.ts';
import { viewsUpToDate } from '../views-up-to-date.ts';

/** Stays, running and over. */
export const sessions = {
  list: api.sessions.list.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { state, plate, ticket, vehicleClass, enteredFrom, enteredTo, limit, offset } = input;
    if (isGiven(plate)) needsPlates(context);
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

  extras: api.sessions.extras.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const session = service.state.sessions.get(input.sessionId);
    if (session === undefined) {
      const code = 'session-unknown';
      throw refusalError({ code, message: refusalSentence(code, input.sessionId) });
    }
    return { extras: { ...session.extras }, ...pricedExtras(service, session) };
  }),

  change: api.sessions.change.handler(async ({ context, input }) => {
    const { lotId, sessionId, commandId, product, chargingMinutes, chargingWh, oversized } = input;
    const change = {
      ...(product !== undefined && { product }),
      ...(chargingMinutes !== undefined && { chargingMinutes }),
      ...(chargingWh !== undefined && { chargingWh }),
      ...(oversized !== undefined && { oversized }),
    };
    await submitted(
      context,
      lotOf(context, lotId),
      { type: 'ChangeStay', sessionId, change },
      { procedure: 'sessions.change', commandId },
    );
    return { ok: true as const };
  }),
};

/** What the stay's own tariff prices beside time, for whoever asks the driver. */
function pricedExtras(service: LotService, session: Session) {
  const tariff = tariffOfVersion(service.state.tariffs, session.tariffVersion);
  const kinds = new Set((tariff.surcharges ?? []).map(({ kind }) => kind));
  const ids = new Set((tariff.products ?? []).map(({ id }) => id));
  const products = [...ids].flatMap((id) => {
    const product = findProduct(tariff, id, session.vehicleClass);
    return product === null ? [] : [{ id, name: product.name, priceMinor: product.priceMinor }];
  });
  return {
    products,
    pricesCharging: {
      minutes: kinds.has('charging-minutes'),
      energy: kinds.has('charging-energy'),
    },
    pricesOversized: kinds.has('oversized') || kinds.has('oversized-percent'),
  };
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
