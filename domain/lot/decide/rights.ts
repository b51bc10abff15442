import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { PlateRef, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Membership } from '../../membership/membership.ts';
import type { Reservation } from '../../reservation/reservation.ts';
import type { EntryRight } from '../../session/right.ts';
import { TRANSIENT } from '../../session/right.ts';
import { membershipFor, plateBlocked } from '../membership-rights.ts';
import { reservationFor } from '../reservation-entry.ts';
import type { LotState } from '../state.ts';
import type { RefusalCode } from '../words.ts';
import type { Arrival } from './arrival.ts';

/** By what right a vehicle comes in, or why it may not. */
export type Grant =
  | {
      readonly ok: true;
      readonly right: EntryRight;
      /** The number of the booking or pass, which it may leave by as well. */
      readonly credentialNumber: TicketNumber | null;
      /** What the booking says of the vehicle, where it says more than the lane saw. */
      readonly needs: VehicleNeeds;
      readonly membership: Membership | null;
      readonly reservation: Reservation | null;
      /** More of the membership's vehicles are inside than may be, and the policy is soft. */
      readonly passedBack: boolean;
    }
  | { readonly ok: false; readonly code: RefusalCode };

/**
 * What is shown decides first: a booking or a pass that does not hold is refused by its own reason. A
 * plate is looked up among members, then among bookings; one that has neither is a transient's.
 */
export function rightOf(
  state: LotState,
  { plateRef, credential }: Arrival,
  needs: VehicleNeeds,
  at: Instant,
): Grant {
  if (plateRef !== null && plateBlocked(state, plateRef, at))
    return { ok: false, code: 'plate-blocked' };
  switch (credential?.kind) {
    case 'reservation':
      return byBooking(state, { plateRef: null, number: credential.number }, needs, at);
    case 'membership':
      return byMembership(state, { number: credential.number }, needs, at);
    case 'card':
      return byMembership(state, { cardRef: credential.cardRef }, needs, at);
    default:
      return plateRef === null ? transient(needs) : byPlate(state, plateRef, needs, at);
  }
}

function transient(needs: VehicleNeeds): Grant {
  return {
    ok: true,
    right: TRANSIENT,
    credentialNumber: null,
    needs,
    membership: null,
    reservation: null,
    passedBack: false,
  };
}

function byPlate(state: LotState, plateRef: PlateRef, needs: VehicleNeeds, at: Instant): Grant {
  const { memberships, reservations } = state;
  if (memberships.byPlate.has(plateRef)) {
    const grant = byMembership(state, { plateRef }, needs, at);
    if (grant.ok || !STRANGER.has(grant.code)) return grant;
  }
  if (!reservations.byPlate.has(plateRef)) return transient(needs);
  return byBooking(state, { plateRef, number: null }, needs, at);
}

/** A plate whose membership is over comes as anybody else; who shows the pass itself is told why. */
const STRANGER: ReadonlySet<RefusalCode> = new Set(['membership-ended']);

function byMembership(
  state: LotState,
  shown: { plateRef?: PlateRef; cardRef?: string; number?: TicketNumber },
  needs: VehicleNeeds,
  at: Instant,
): Grant {
  const { plateRef = null, cardRef = null, number = null } = shown;
  const { vehicleClass } = needs;
  const found = membershipFor(state, { plateRef, cardRef, number, vehicleClass }, at);
  if (found === null) return { ok: false, code: 'membership-unknown' };
  if (!found.ok) return found;
  const { membership, passedBack } = found;
  return {
    ok: true,
    right: { kind: 'membership', membershipId: membership.id },
    credentialNumber: number === null ? null : membership.number,
    needs,
    membership,
    reservation: null,
    passedBack,
  };
}

function byBooking(
  state: LotState,
  shown: { readonly plateRef: PlateRef | null; readonly number: TicketNumber | null },
  needs: VehicleNeeds,
  at: Instant,
): Grant {
  const found = reservationFor(state, shown, at);
  if (found === null) return transient(needs);
  if (!found.ok) return found;
  const { reservation } = found;
  const { vehicleClass, wantsCharge, accessiblePermit } = reservation;
  return {
    ok: true,
    right: { kind: 'reservation', reservationId: reservation.id },
    credentialNumber: reservation.number,
    needs: { vehicleClass, wantsCharge, accessiblePermit },
    membership: null,
    reservation,
    passedBack: false,
  };
}
