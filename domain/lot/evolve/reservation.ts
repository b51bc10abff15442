import type { ReservationEvent } from '../event/reservation.ts';
import type { Evolvers } from '../evolvers.ts';

export const reservationEvolvers: Evolvers<ReservationEvent> = {};
