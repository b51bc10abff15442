/** What happens to reservations. */
export type ReservationEvent = never;
