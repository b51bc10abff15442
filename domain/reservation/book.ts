/** All reservations of a lot. Plain data: it is part of snapshots. */
export type ReservationBook = Record<never, never>;

export function emptyReservationBook(): ReservationBook {
  return {};
}
