import { refusalSentence } from '#domain/lot/decision.ts';
import { duePayment } from '#domain/lot/due.ts';
import type { Session } from '#domain/session/session.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { apiError, refusalError } from '../api-error.ts';
import { api } from '../base.ts';
import { eventOf, installedOf, lotOf, submitted } from '../lot-call.ts';
import { findPresented } from '../presented.ts';

interface Stay {
  readonly ticket?: string | undefined;
  readonly plate?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** What shops give for a stay. */
export const validations = {
  apply: api.validations.apply.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { code, shopId, offerId, commandId } = input;
    const { id: sessionId } = stayOf(service, input);
    const by = byOf(service, { code, shopId, offerId });
    const events = await submitted(
      context,
      service,
      { type: 'ApplyValidation', sessionId, by },
      { procedure: 'validations.apply', commandId },
    );
    const { event } = eventOf(events, 'ValidationApplied');
    const { validationId, worthMinor, discount } = event;
    // It may have opened the gate, and in a lane without loops the stay is over with that.
    const session = service.state.sessions.get(sessionId);
    const at = context.services.clock.now();
    return {
      sessionId,
      validationId,
      shopName: service.state.validations.shops.get(event.shopId)?.terms.name ?? event.shopId,
      label: discount.label,
      worthMinor,
      dueMinor: session === undefined ? 0 : duePayment(service.state, session, at).dueMinor,
      currency: installedOf(service).lot.currency,
    };
  }),

  list: api.validations.list.handler(({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { shops, stays } = service.state.validations;
    const applied = stays.get(stayOf(service, input).id)?.applied ?? [];
    return applied.map(({ code, discount, ...one }) => ({
      ...one,
      shopName: shops.get(one.shopId)?.terms.name ?? one.shopId,
      label: discount.label,
      kind: discount.kind,
      value: discount.value,
      hasCode: code !== null,
    }));
  }),

  withdraw: api.validations.withdraw.handler(async ({ context, input }) => {
    const { sessionId, validationId, reason, commandId } = input;
    await submitted(
      context,
      lotOf(context, input.lotId),
      { type: 'WithdrawValidation', sessionId, validationId, reason },
      { procedure: 'validations.withdraw', commandId },
    );
    return { ok: true as const };
  }),
};

/** The running stay that is meant. */
function stayOf(service: LotService, { sessionId, ...presented }: Stay): Session {
  if (sessionId === undefined) {
    const found = findPresented(service, presented);
    if (!found.ok) throw refusalError(found.refusal);
    return found.session;
  }
  const session = service.state.sessions.get(sessionId);
  if (session !== undefined) return session;
  const code = 'session-unknown';
  throw refusalError({ code, message: refusalSentence(code, sessionId) });
}

/** A code, or a shop and its offer: one of the two. */
function byOf(
  service: LotService,
  { code, shopId, offerId }: { readonly [K in 'code' | 'shopId' | 'offerId']: string | undefined },
) {
  if (code !== undefined && shopId === undefined && offerId === undefined)
    return { kind: 'code', claim: service.claimOf(code) } as const;
  if (code === undefined && shopId !== undefined && offerId !== undefined)
    return { kind: 'offer', shopId, offerId } as const;
  const message = 'give a code, or a shop and an offer';
  throw apiError('invalid', `code: ${message}`, { issues: [{ path: 'code', message }] });
}
