import type { ReservationCommand } from '../command/reservation.ts';
import type { Deciders } from '../deciders.ts';
import { decideBook } from './reservation-book.ts';
import { decideCancel, decideReservationRefund, decideWaive } from './reservation-cancel.ts';
import { decideChange } from './reservation-change.ts';

export const reservationDeciders: Deciders<ReservationCommand> = {
  BookReservation: decideBook,
  ChangeReservation: decideChange,
  CancelReservation: decideCancel,
  WaiveReservationFee: decideWaive,
  RefundReservation: decideReservationRefund,
};
