import type { RecordedEvent } from '../../lot/event.ts';
import { type Fact, fact } from '../fact.ts';

/** What became of bookings. That a vehicle came by one is an entry with that credential. */
export function bookingsFacts({ event }: RecordedEvent): readonly Fact[] {
  switch (event.type) {
    case 'ReservationBooked':
      return [fact('bookings', { what: 'booked' }, { isListed: true })];
    case 'ReservationCancelled':
      return [fact('bookings', { what: 'cancelled' }, { amount: event.feeMinor, isListed: true })];
    case 'ReservationMissed':
      return [fact('bookings', { what: 'missed' }, { amount: event.feeMinor, isListed: true })];
    default:
      return [];
  }
}
