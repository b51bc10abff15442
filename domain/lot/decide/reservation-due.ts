import type { ReservationId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import { chargeMinor } from '../../reservation/reservation.ts';
import { duePayment } from '../due.ts';
import type { PurposeDue } from '../purpose-due.ts';
import { feeQuote } from '../reservation-price.ts';
import type { LotState } from '../state.ts';

/** What is to be paid for a reservation now: its price before the stay, or the fee without one. */
export function reservationDue(
  state: LotState,
  reservationId: ReservationId,
  at: Instant,
): PurposeDue {
  const one = state.reservations.reservations.get(reservationId);
  if (one === undefined) return { ok: false, code: 'reservation-unknown' };
  if (one.state === 'arrived') return { ok: false, code: 'reservation-arrived' };
  if (one.state === 'completed') return { ok: false, code: 'payment-not-due' };
  const dueMinor = Math.max(0, chargeMinor(one) - one.paidMinor);
  if (one.state === 'booked') return { ok: true, dueMinor, quote: one.quote };
  const code = one.state === 'cancelled' ? 'cancellation' : 'no-show';
  return { ok: true, dueMinor, quote: feeQuote(state, code, one.feeMinor, at) };
}

/**
 * What of late money a reservation has a use for: what it comes to and was not paid for it yet. Once its
 * vehicle is inside, that may have been paid for the stay; once the stay is over, nothing is open.
 */
export function reservationTakes(
  state: LotState,
  reservationId: ReservationId,
  at: Instant,
): Minor {
  const one = state.reservations.reservations.get(reservationId);
  if (one === undefined || one.state === 'completed') return 0;
  const openMinor = Math.max(0, chargeMinor(one) - one.paidMinor);
  const session = one.sessionId === null ? undefined : state.sessions.get(one.sessionId);
  if (one.state !== 'arrived' || session === undefined) return openMinor;
  return Math.min(openMinor, duePayment(state, session, at).dueMinor);
}
