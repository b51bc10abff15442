import type { VehicleClass } from '../facility/kinds.ts';
import type {
  DeviceId,
  LaneId,
  MembershipId,
  PaymentId,
  PlateRef,
  RefundId,
  ReservationId,
  SessionId,
  ShiftId,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { Quote } from '../tariff/quote.ts';

/** How money comes: over the counter, by the card terminal, or through a payment provider. */
export const PAYMENT_METHODS = ['cash', 'card', 'upi', 'wallet', 'online'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/**
 * requested → captured or failed; captured → reversed (as if it had never been) or, in one or more
 * parts, refunded. News that comes late may still capture a failed payment: money that came is never
 * denied.
 */
export const PAYMENT_STATES = ['requested', 'captured', 'failed', 'reversed', 'refunded'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What is paid for. `lost-ticket`: a vehicle that no session can be found for. */
export type PaymentPurpose =
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  | { readonly kind: 'reservation'; readonly reservationId: ReservationId }
  | {
      readonly kind: 'membership';
      readonly membershipId: MembershipId;
      readonly what: 'fee' | 'top-up' | 'debt';
    }
  | {
      readonly kind: 'lost-ticket';
      readonly vehicleClass: VehicleClass;
      readonly plateRef: PlateRef | null;
    };

/** What a terminal or provider calls the payment on its side. Never a card number. */
export interface PaymentReference {
  /** The provider's payment, or the terminal's receipt number. */
  readonly id: string;
  readonly terminalId: string | null;
  readonly trace: string | null;
  /** Such as "Visa" or "girocard". */
  readonly cardName: string | null;
}

/** A part of the tax that a payment contains. Rates in basis points: 1900 is 19 %. */
export interface PaymentTax {
  readonly label: string;
  readonly basisPoints: number;
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
}

/** Money given back, or on its way back. */
export interface Refund {
  readonly id: RefundId;
  readonly amountMinor: Minor;
  readonly reason: string;
  readonly by: string;
  readonly requestedAt: Instant;
  /** Null until the provider has confirmed it; cash is given back at once. */
  settledAt: Instant | null;
  failed: string | null;
}

/** Whether money is on its way back, and nobody knows yet whether it arrives. */
export function isUnderWay(refund: Refund): boolean {
  return refund.settledAt === null && refund.failed === null;
}

/** One payment, from the request to the last refund. Plain data: it is part of snapshots. */
export interface Payment {
  readonly id: PaymentId;
  readonly purpose: PaymentPurpose;
  readonly method: PaymentMethod;
  /** What was asked for. */
  readonly amountMinor: Minor;
  /** What was due when it was asked for. */
  readonly dueMinor: Minor;
  readonly quote: Quote | null;
  /** Unique at the provider: UPI's `tr`, an order's receipt. */
  readonly reference: string;
  readonly requestedAt: Instant;
  readonly by: string;
  readonly laneId: LaneId | null;
  readonly deviceId: DeviceId | null;
  /** When an unanswered request ends by itself; null for what a terminal answers. */
  readonly expiresAt: Instant | null;
  state: PaymentState;
  provider: string | null;
  providerOrderId: string | null;
  /** What the driver scans or opens: a UPI uri or the address of a payment page. */
  link: string | null;
  capturedMinor: Minor;
  capturedAt: Instant | null;
  refundedMinor: Minor;
  /** What of it nobody owed. Its refund leaves a way out that was paid for as it is. */
  overpaidMinor: Minor;
  receiptNumber: number | null;
  shiftId: ShiftId | null;
  providerReference: PaymentReference | null;
  /** Why it failed, or what is not known about it. */
  detail: string;
  /** The terminal cannot tell whether it captured: staff look at its slip and decide. */
  uncertain: boolean;
  /** A reversal or an abort is under way at the terminal or provider. */
  ending: 'abort' | 'reverse' | null;
  readonly refunds: Refund[];
}

/**
 * Whether giving an amount back ends the grace of its stay. What nobody owed has bought none, so giving
 * that back ends none.
 */
export function endsGrace(
  { refundedMinor, overpaidMinor }: Pick<Payment, 'refundedMinor' | 'overpaidMinor'>,
  amountMinor: Minor,
): boolean {
  return refundedMinor + amountMinor > overpaidMinor;
}

/** What of a payment still counts. */
export function keptMinor(payment: Payment): Minor {
  return payment.state === 'captured' || payment.state === 'refunded'
    ? payment.capturedMinor - payment.refundedMinor
    : 0;
}

/** Payments of a lot: all that are under way, and the latest settled ones for refunds. */
export interface PaymentBook {
  readonly payments: Map<PaymentId, Payment>;
  readonly byReference: Map<string, PaymentId>;
  /** Those that are not settled. */
  readonly open: Set<PaymentId>;
  /** Captured ones that are being reversed: until that is known to have failed, they pay for nothing. */
  readonly reversing: Set<PaymentId>;
  lastReceiptNumber: number;
}

export function emptyPaymentBook(): PaymentBook {
  return {
    payments: new Map(),
    byReference: new Map(),
    open: new Set(),
    reversing: new Set(),
    lastReceiptNumber: 0,
  };
}
