import { refusalSentence } from '#domain/lot/decision.ts';
import { duePayment } from '#domain/lot/due.ts';
import type { RecordedEvent } from '#domain/lot/event.ts';
import type { RefusalCode } from '#domain/lot/words.ts';
import type { Session } from '#domain/session/session.ts';
import type { LotService } from '../../runtime/lot-service.ts';
import { api, type CallContext } from '../base.ts';
import { findEvent, installedOf, lotOf, plateRefOf, submit } from '../lot-call.ts';
import { exactlyOne, findPresented } from '../presented.ts';

/** Vehicles that want out. The lot's "no" is an answer here, not an error: a gate must act on it. */
export const exits = {
  create: api.exits.create.handler(async ({ context, input }) => {
    const service = lotOf(context, input.lotId);
    const { currency } = installedOf(service).lot;
    const { laneId, ticket, plate, commandId } = input;
    const shown = exactlyOne({ ticket, plate });
    const by =
      shown.kind === 'ticket'
        ? ({ kind: 'ticket', claim: service.claimOf(shown.ticket) } as const)
        : ({ kind: 'plate', plateRef: plateRefOf(service, shown.plate) } as const);
    // Looked up first: without loops the session is over once the command is through.
    const found = findPresented(service, { ticket, plate });
    const session = found.ok ? found.session : null;
    const outcome = await submit(
      context,
      service,
      { type: 'RequestExit', laneId, by },
      { procedure: 'exits.create', commandId },
    );
    const refused = outcome.ok ? refusedIn(outcome.events) : outcome.refusal.code;
    if (refused === null) {
      const sessionId = session?.id ?? vendedIn(outcome.ok ? outcome.events : []);
      return {
        decision: 'vend',
        code: 'vend',
        message: 'The gate opens.',
        sessionId,
        dueMinor: 0,
        currency,
      };
    }
    return {
      decision: 'refuse',
      code: refused,
      message: outcome.ok ? refusalSentence(refused) : outcome.refusal.message,
      sessionId: session?.id ?? null,
      dueMinor: refused === 'payment-due' ? dueOf(context, service, session) : 0,
      currency,
    };
  }),
};

/** Why the events say that the vehicle may not leave yet, or null when it may. */
function refusedIn(events: readonly RecordedEvent[]): RefusalCode | null {
  if (findEvent(events, 'PaymentDue') !== null) return 'payment-due';
  // Staff are asked which plate it is, and until they answer the gate stays shut.
  if (findEvent(events, 'PlateDiffers') !== null) return 'plate-differs';
  return findEvent(events, 'ExitRefused')?.event.code ?? null;
}

function vendedIn(events: readonly RecordedEvent[]): string | null {
  return findEvent(events, 'GateVended')?.event.sessionId ?? null;
}

function dueOf(context: CallContext, service: LotService, session: Session | null): number {
  if (session === null) return 0;
  return duePayment(service.state, session, context.services.clock.now()).dueMinor;
}
