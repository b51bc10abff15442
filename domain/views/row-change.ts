import type { SESSION_STATES } from '../contract/traffic.ts';
import type { VehicleClass } from '../facility/kinds.ts';
import type {
  LaneId,
  PaymentId,
  PictureId,
  PlateRef,
  SessionId,
  ShiftId,
  SlotId,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { PaymentMethod, PaymentPurpose } from '../payment/payment.ts';
import type { EntryRight } from '../session/right.ts';
import type { Discount } from '../tariff/quote.ts';

export type SessionState = (typeof SESSION_STATES)[number];

/** A session as the read model keeps it. The plate is a reference, never in clear. */
export interface SessionRowData {
  readonly id: SessionId;
  readonly ticketNumber: string;
  readonly state: SessionState;
  readonly plateRef: PlateRef | null;
  readonly vehicleClass: VehicleClass;
  readonly slotId: SlotId | null;
  readonly entryLaneId: LaneId;
  readonly exitLaneId: LaneId | null;
  /** When the vehicle had passed the entry; until then, when its ticket was issued. */
  readonly entryAt: Instant;
  readonly exitAt: Instant | null;
  readonly paidMinor: Minor;
  /** What was asked for at an exit and not paid yet. */
  readonly dueMinor: Minor;
  /** Whether the latest gate was opened for it by hand, or its stay closed by hand. */
  readonly byHand: boolean;
  readonly right: EntryRight['kind'];
}

/** Money that moved: one receipt each. Refunds and reversals are negative. */
export interface PaymentRowData {
  readonly receiptNumber: number;
  readonly paymentId: PaymentId;
  /** Null for what was given back: there it is as it was when it was taken, as is the lane. */
  readonly purpose: PaymentPurpose['kind'] | null;
  /** Where the driver paid; null at a desk. */
  readonly laneId: LaneId | null;
  readonly kind: 'payment' | 'refund' | 'reversal';
  readonly sessionId: SessionId | null;
  readonly at: Instant;
  readonly by: string;
  readonly method: PaymentMethod;
  readonly amountMinor: Minor;
  readonly shiftId: ShiftId | null;
  readonly unmatched: boolean;
}

/** A shift; what went through it follows from the payments, what happened to it from the events. */
export interface ShiftRowData {
  readonly id: ShiftId;
  readonly by: string;
  readonly openedAt: Instant;
  readonly floatMinor: Minor;
}

/** What a camera saw, or staff who decided on it. */
export interface ReadPictureRow {
  readonly at: Instant;
  readonly laneId: LaneId;
  /** Null where no plate was read. */
  readonly plateRef: PlateRef | null;
  readonly pictureId: PictureId;
}

/** What is counted by time. `inside` follows from entries and exits. */
export const COUNTED = ['entries', 'exits', 'takingsMinor', 'overrides', 'refusals'] as const;
export type Counted = (typeof COUNTED)[number];

/** What one event does to the rows of the read model. */
export type RowChange =
  | { readonly kind: 'read-picture'; readonly row: ReadPictureRow }
  | {
      readonly kind: 'lot';
      readonly timeZone: string;
      readonly currency: Currency;
      readonly capacity: number;
    }
  | { readonly kind: 'session-new'; readonly row: SessionRowData }
  | {
      readonly kind: 'session';
      readonly id: SessionId;
      readonly set: Partial<Omit<SessionRowData, 'id' | 'paidMinor'>>;
    }
  /** A validation of a session; null once it is withdrawn. */
  | {
      readonly kind: 'discount';
      readonly sessionId: SessionId;
      readonly validationId: string;
      readonly discount: Discount | null;
    }
  /** The event belongs to the history of a version of the tariff. */
  | { readonly kind: 'tariff-event'; readonly version: number }
  /** The event belongs to the history of the dynamic price. */
  | { readonly kind: 'price-change'; readonly at: Instant }
  | { readonly kind: 'payment'; readonly row: PaymentRowData }
  | { readonly kind: 'shift-opened'; readonly row: ShiftRowData }
  /** The event belongs to the history of a shift; cash moved in or, negative, out of its drawer. */
  | { readonly kind: 'shift-event'; readonly shiftId: ShiftId; readonly movedMinor: Minor }
  | {
      readonly kind: 'shift-closed';
      readonly id: ShiftId;
      readonly closedAt: Instant;
      readonly closedBy: string;
      readonly closeNumber: number;
      readonly expectedMinor: Minor;
      readonly countedMinor: Minor;
    }
  | {
      readonly kind: 'count';
      readonly what: Counted;
      readonly at: Instant;
      readonly by: number;
    }
  /** The event belongs to the history of a slot. */
  | { readonly kind: 'slot-event'; readonly slotId: SlotId }
  /** The event belongs to the history of the slot that the session holds when it happens. */
  | { readonly kind: 'session-slot-event'; readonly sessionId: SessionId };
