import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { PlateRef, ReservationId, SlotId, VaultRef } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';

/** Who comes: any of it may be unknown, the booking's code opens the gate as well. */
export interface Booker {
  readonly plateRef: PlateRef | null;
  readonly nameRef: VaultRef | null;
  readonly contactRef: VaultRef | null;
}

export interface BookReservation extends VehicleNeeds, Booker {
  readonly type: 'BookReservation';
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** One slot by name, or null for any that suits. */
  readonly slotId: SlotId | null;
  readonly prepaid: boolean;
  /** The price that the booker was shown; another one is refused. Null takes whatever it is. */
  readonly expectedMinor: Minor | null;
}

/** Changes what is given; everything else stays. A vehicle that is inside can only stay longer or less. */
export interface ChangeReservation extends Partial<Booker> {
  readonly type: 'ChangeReservation';
  readonly reservationId: ReservationId;
  readonly fromAt?: Instant;
  readonly toAt?: Instant;
  readonly slotId?: SlotId | null;
  readonly expectedMinor: Minor | null;
  /** Money that the change sets free is given back at once. */
  readonly refund: boolean;
}

export interface CancelReservation {
  readonly type: 'CancelReservation';
  readonly reservationId: ReservationId;
  readonly reason: string;
  /** What was paid beyond the fee is given back at once. */
  readonly refund: boolean;
}

/** Lets go of the fee of a cancelled or missed booking. */
export interface WaiveReservationFee {
  readonly type: 'WaiveReservationFee';
  readonly reservationId: ReservationId;
  readonly reason: string;
  readonly refund: boolean;
}

/** Gives back what was paid beyond what the booking comes to. */
export interface RefundReservation {
  readonly type: 'RefundReservation';
  readonly reservationId: ReservationId;
  readonly reason: string;
}

/** What is asked of reservations. */
export type ReservationCommand =
  | BookReservation
  | ChangeReservation
  | CancelReservation
  | WaiveReservationFee
  | RefundReservation;
