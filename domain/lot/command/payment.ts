import type { DeviceId, LaneId, PaymentId, RefundId } from '../../kernel/ids.ts';
import type { Minor } from '../../kernel/money.ts';
import type { PaymentMethod, PaymentPurpose, PaymentReference } from '../../payment/payment.ts';

/** Cash over the counter: captured at once. */
export interface TakePayment {
  readonly type: 'TakePayment';
  readonly purpose: PaymentPurpose;
  /** What is paid off; must equal what is due at `at`, or be less of it with `part`. */
  readonly amountMinor: Minor;
  /** What was handed over; the difference is the change. */
  readonly tenderedMinor: Minor;
  /** The rest is paid by other means. */
  readonly part: boolean;
}

/** Starts a payment that somebody else answers for: a terminal or a provider. */
export interface RequestPayment {
  readonly type: 'RequestPayment';
  readonly purpose: PaymentPurpose;
  readonly method: Exclude<PaymentMethod, 'cash'>;
  readonly amountMinor: Minor;
  readonly part: boolean;
  /** Where the driver stands, when it is asked for in a lane. */
  readonly laneId: LaneId | null;
  /** The terminal, for `card`. */
  readonly deviceId: DeviceId | null;
  /** The provider that is to serve it, for everything else. */
  readonly provider: string | null;
}

/** The provider has taken the order. */
export interface NoteProviderOrder {
  readonly type: 'NoteProviderOrder';
  readonly paymentId: PaymentId;
  readonly provider: string;
  readonly providerOrderId: string;
  readonly link: string | null;
}

export type PaymentOutcome =
  | {
      readonly kind: 'captured';
      readonly amountMinor: Minor;
      readonly reference: PaymentReference;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string }
  | { readonly kind: 'reversed' }
  | { readonly kind: 'reversal-failed'; readonly detail: string };

/** What became of a payment, as its terminal or provider says. Idempotent by payment. */
export interface ReportPayment {
  readonly type: 'ReportPayment';
  readonly paymentId: PaymentId;
  readonly outcome: PaymentOutcome;
}

/** Staff decide on a payment whose terminal could not tell, from the slip it printed. */
export interface ResolvePayment {
  readonly type: 'ResolvePayment';
  readonly paymentId: PaymentId;
  readonly captured: boolean;
  readonly reason: string;
}

/** Gives up a payment that is under way. */
export interface AbortPayment {
  readonly type: 'AbortPayment';
  readonly paymentId: PaymentId;
  readonly reason: string;
}

/** Takes a payment back as if it had never been, while the vehicle is still there. */
export interface ReversePayment {
  readonly type: 'ReversePayment';
  readonly paymentId: PaymentId;
  readonly reason: string;
}

export interface RefundPayment {
  readonly type: 'RefundPayment';
  readonly paymentId: PaymentId;
  readonly amountMinor: Minor;
  readonly reason: string;
  /** Paid out of the drawer, or back the way it came. */
  readonly as: 'cash' | 'same';
}

export interface ReportRefund {
  readonly type: 'ReportRefund';
  readonly paymentId: PaymentId;
  readonly refundId: RefundId;
  readonly outcome:
    | { readonly kind: 'refunded' }
    | { readonly kind: 'failed'; readonly detail: string };
}

export type PaymentCommand =
  | TakePayment
  | RequestPayment
  | NoteProviderOrder
  | ReportPayment
  | ResolvePayment
  | AbortPayment
  | ReversePayment
  | RefundPayment
  | ReportRefund;
