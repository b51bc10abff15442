import type { VehicleNeeds } from '../facility/kinds.ts';
import type {
  PaymentId,
  PlateRef,
  ReservationId,
  SessionId,
  SlotId,
  TicketNumber,
  VaultRef,
} from '../kernel/ids.ts';
import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { Quote } from '../tariff/quote.ts';
import type { ReservationPolicies } from './policies.ts';
import type { Span } from './span.ts';

/**
 * booked → arrived → completed; booked → cancelled, or no-show when nobody came in time. A vehicle that
 * backs out of the entry makes an arrived booking booked again.
 */
export const RESERVATION_STATES = [
  'booked',
  'arrived',
  'completed',
  'no-show',
  'cancelled',
] as const;
export type ReservationState = (typeof RESERVATION_STATES)[number];

/**
 * Where a booking counts: among the slots of one class, any of which serves it, or at one slot. The
 * class is named by its key, see `slotClassKey`.
 */
export type Place =
  | { readonly kind: 'class'; readonly slotClass: string }
  | { readonly kind: 'slot'; readonly slotId: SlotId };

/** The instants that a booked window and the lot's rules give, kept from the day of booking. */
export interface Timing extends Span {
  /** The first instant at which the booking opens the gate. */
  readonly earliestAt: Instant;
  /** From then on capacity is withheld from transients. */
  readonly holdFromAt: Instant;
  /** Who has not come by then is a no-show. */
  readonly missAt: Instant;
  /** Until then the vehicle may leave without an overstay. */
  readonly graceUntilAt: Instant;
}

/** One booking. Plain data: it is part of snapshots. Personal data stands as references. */
export interface Reservation extends VehicleNeeds {
  readonly id: ReservationId;
  readonly number: TicketNumber;
  readonly bookedAt: Instant;
  readonly bookedBy: string;
  timing: Timing;
  /** The one slot that was booked, or null for any that suits. */
  slotId: SlotId | null;
  place: Place;
  /** For how long it counts at `place`. */
  counted: Span;
  plateRef: PlateRef | null;
  nameRef: VaultRef | null;
  contactRef: VaultRef | null;
  state: ReservationState;
  /** Capacity is being withheld for it now. */
  held: boolean;
  /** The price of the window as quoted at booking or at the last change of it. */
  quote: Quote;
  /** To be paid before the vehicle comes; otherwise on its way out. */
  prepaid: boolean;
  /** For a cancellation or a no-show. */
  feeMinor: Minor;
  /** Captured for the booking less what was given back. */
  paidMinor: Minor;
  readonly paymentIds: PaymentId[];
  sessionId: SessionId | null;
  arrivedAt: Instant | null;
  /** When it was completed, cancelled or missed. */
  endedAt: Instant | null;
  /** Why it was cancelled. */
  reason: string;
}

/** The instants of a window under the lot's rules. */
export function timingOf({ fromAt, toAt }: Span, policies: ReservationPolicies): Timing {
  const { earlyMinutes, lateMinutes, holdMinutes, overstay } = policies;
  return {
    fromAt,
    toAt,
    earliestAt: fromAt - earlyMinutes * MINUTE_MS,
    holdFromAt: fromAt - Math.max(holdMinutes, earlyMinutes) * MINUTE_MS,
    missAt: Math.min(fromAt + lateMinutes * MINUTE_MS, toAt),
    graceUntilAt: toAt + overstay.graceMinutes * MINUTE_MS,
  };
}

/** The time that a booking keeps a slot for: both tolerances are part of what it was promised. */
export function promisedSpan({ earliestAt, graceUntilAt }: Timing): Span {
  return { fromAt: earliestAt, toAt: graceUntilAt };
}

/** Still to come or inside. */
export function isActive({ state }: Reservation): boolean {
  return state === 'booked' || state === 'arrived';
}

/** What a booking comes to as it stands: its price, or the fee of one that ended without a stay. */
export function chargeMinor({ state, quote, feeMinor }: Reservation): Minor {
  return state === 'cancelled' || state === 'no-show' ? feeMinor : quote.totalMinor;
}

/** What a cancellation at an instant costs: nothing early enough, then the fee, at most the price. */
export function cancellationFeeMinor(
  { timing, quote }: Pick<Reservation, 'timing' | 'quote'>,
  { cancellationFeeMinor: feeMinor, freeCancellationHours }: ReservationPolicies,
  at: Instant,
): Minor {
  const isFree = at < timing.fromAt - freeCancellationHours * HOUR_MS;
  return isFree ? 0 : Math.min(feeMinor, quote.totalMinor);
}
