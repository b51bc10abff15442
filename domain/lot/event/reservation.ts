import type { VehicleNeeds } from '../../facility/kinds.ts';
import type { PlateRef, ReservationId, SlotId, TicketNumber, VaultRef } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Place, Timing } from '../../reservation/reservation.ts';
import type { Span } from '../../reservation/span.ts';
import type { Quote } from '../../tariff/quote.ts';

/** What a booking promises and to whom. */
interface Booked {
  readonly reservationId: ReservationId;
  readonly timing: Timing;
  /** The one slot that was booked, or null. */
  readonly slotId: SlotId | null;
  readonly place: Place;
  readonly counted: Span;
  readonly plateRef: PlateRef | null;
  readonly nameRef: VaultRef | null;
  readonly contactRef: VaultRef | null;
  readonly quote: Quote;
}

/**
 * What happens to reservations. That a vehicle came or left by one is said by `TicketIssued`, with the
 * booking as its right, and by `SessionEnded`.
 */
export type ReservationEvent =
  | ({
      readonly type: 'ReservationBooked';
      readonly number: TicketNumber;
      readonly prepaid: boolean;
    } & VehicleNeeds &
      Booked)
  | ({ readonly type: 'ReservationChanged'; readonly number: TicketNumber } & Booked)
  /** From now on no transient may take the last slot that it needs. */
  | {
      readonly type: 'ReservationHeld';
      readonly reservationId: ReservationId;
      readonly number: TicketNumber;
      readonly slotId: SlotId | null;
    }
  | {
      readonly type: 'ReservationCancelled';
      readonly reservationId: ReservationId;
      readonly number: TicketNumber;
      readonly slotId: SlotId | null;
      readonly feeMinor: Minor;
      readonly reason: string;
    }
  /** Nobody came in time. */
  | {
      readonly type: 'ReservationMissed';
      readonly reservationId: ReservationId;
      readonly number: TicketNumber;
      readonly slotId: SlotId | null;
      readonly feeMinor: Minor;
    }
  | {
      readonly type: 'ReservationFeeWaived';
      readonly reservationId: ReservationId;
      readonly number: TicketNumber;
      readonly feeMinor: Minor;
      readonly reason: string;
    };
