import type { Reservation, ReservationState } from '../../reservation/reservation.ts';
import type { RefusalCode } from '../words.ts';

const ENDED: Readonly<Record<ReservationState, RefusalCode | null>> = {
  booked: null,
  arrived: null,
  completed: 'reservation-used',
  'no-show': 'reservation-missed',
  cancelled: 'reservation-cancelled',
};

/** How a booking that is over is refused; null for one that still stands. */
export function endedCode({ state }: Pick<Reservation, 'state'>): RefusalCode | null {
  return ENDED[state];
}
