import { sessionOfPlate, sessionOfTicket, ticketOfClaim } from '#domain/lot/decide/departure.ts';
import { refusalSentence } from '#domain/lot/decision.ts';
import type { Refusal, RefusalCode } from '#domain/lot/words.ts';
import type { Session } from '#domain/session/session.ts';
import type { LotService } from '../runtime/lot-service.ts';
import { apiError } from './api-error.ts';
import { plateRefOf } from './lot-call.ts';

/** What a driver shows: a ticket's number or token, or a plate. */
export interface Presented {
  readonly ticket?: string | undefined;
  readonly plate?: string | undefined;
}

export type Found =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly refusal: Refusal };

/** Finds the live session behind a ticket or a plate, or says why there is none. */
export function findPresented(service: LotService, presented: Presented): Found {
  const shown = exactlyOne(presented);
  if (shown.kind === 'ticket') {
    const claim = service.claimOf(shown.ticket);
    if (!claim.ok) return refuse(claim.code);
    const found = sessionOfTicket(service.state, ticketOfClaim(service.state, claim));
    return 'session' in found ? { ok: true, session: found.session } : refuse(found.code);
  }
  const session = sessionOfPlate(service.state, plateRefOf(service, shown.plate));
  return session === null ? refuse('not-inside') : { ok: true, session };
}

/** A ticket or a plate, one of them: anything else is not a question the lot can answer. */
export function exactlyOne({
  ticket,
  plate,
}: Presented):
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'plate'; readonly plate: string } {
  if (ticket !== undefined && plate === undefined) return { kind: 'ticket', ticket };
  if (plate !== undefined && ticket === undefined) return { kind: 'plate', plate };
  const message = 'give a ticket or a plate, one of them';
  throw apiError('invalid', `ticket: ${message}`, { issues: [{ path: 'ticket', message }] });
}

function refuse(code: RefusalCode): Found {
  return { ok: false, refusal: { code, message: refusalSentence(code) } };
}
