import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentPurpose } from '../../payment/payment.ts';
import { tariffAt } from '../../tariff/book.ts';
import { quote as quoteOf } from '../../tariff/quote-of.ts';
import { duePayment } from '../due.ts';
import type { PurposeDue } from '../purpose-due.ts';
import type { LotState } from '../state.ts';
import { membershipDue } from './membership.ts';
import { reservationDue } from './reservation-due.ts';

/**
 * What is to be paid for a purpose at an instant, or why there is nothing. `wantedMinor` is what the
 * payer offers, where that is free, as for the top-up of a balance.
 */
export function dueOf(
  state: LotState,
  purpose: PaymentPurpose,
  at: Instant,
  wantedMinor: Minor | null = null,
): PurposeDue {
  switch (purpose.kind) {
    case 'session': {
      const session = state.sessions.get(purpose.sessionId);
      if (session === undefined) return { ok: false, code: 'session-unknown' };
      return { ok: true, ...duePayment(state, session, at) };
    }
    case 'reservation':
      return reservationDue(state, purpose.reservationId, at);
    case 'membership':
      return membershipDue(state, purpose, at, wantedMinor);
    case 'lost-ticket':
      return lostTicketDue(state, purpose.vehicleClass, at);
  }
}

/** A vehicle whose stay nobody can find pays what the tariff asks for a lost ticket. */
function lostTicketDue(state: LotState, vehicleClass: string, at: Instant): PurposeDue {
  const { tariff } = tariffAt(state.tariffs, at);
  const quote = quoteOf(tariff, { entryAt: at, exitAt: at, vehicleClass }, { lostTicket: true });
  return { ok: true, dueMinor: quote.totalMinor, quote };
}
