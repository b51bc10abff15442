import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { LotEvent } from '../event.ts';
import { reservationPolicies } from '../reservation-supply.ts';
import type { LotState } from '../state.ts';

/** After a long standstill the rest follows with the next ticks. */
const EVENTS_MAX = 500;

/** What time alone does to reservations: capacity is withheld, or nobody came. */
export function reservationTick(state: LotState, at: Instant): readonly LotEvent[] {
  const { agenda, reservations } = state.reservations;
  const events: LotEvent[] = [];
  for (const item of agenda) {
    if (item.at > at || events.length >= EVENTS_MAX) break;
    const one = must(reservations.get(item.reservationId), 'the agenda holds bookings of the book');
    const { id: reservationId, number, slotId } = one;
    // A station that stood still may find that the whole time to come has passed.
    if (one.timing.missAt > at) {
      events.push({ type: 'ReservationHeld', reservationId, number, slotId });
      continue;
    }
    const { noShowFeeMinor } = reservationPolicies(must(state.installed, 'bookings need a lot'));
    // What was paid for the slot that nobody else could have is kept.
    const feeMinor = Math.max(noShowFeeMinor, one.paidMinor);
    events.push({ type: 'ReservationMissed', reservationId, number, slotId, feeMinor });
  }
  return events;
}
