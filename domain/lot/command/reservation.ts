/** What is asked of reservations. */
export type ReservationCommand = never;
