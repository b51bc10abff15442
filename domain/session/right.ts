import type { MembershipId, ReservationId } from '../kernel/ids.ts';

/** By what right a vehicle comes in (DESIGN: transient and contract parkers). */
export type EntryRight =
  | { readonly kind: 'transient' }
  | { readonly kind: 'reservation'; readonly reservationId: ReservationId }
  | { readonly kind: 'membership'; readonly membershipId: MembershipId };

export const TRANSIENT: EntryRight = { kind: 'transient' };
