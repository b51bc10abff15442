import type {
  DeviceId,
  LaneId,
  PaymentId,
  RefundId,
  SessionId,
  ShiftId,
} from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type {
  PaymentMethod,
  PaymentPurpose,
  PaymentReference,
  PaymentTax,
} from '../../payment/payment.ts';
import type { Quote } from '../../tariff/quote.ts';

/** What happens to payments. `sessionId` repeats the purpose's, for whoever follows a session. */
export type PaymentEvent =
  | {
      readonly type: 'PaymentRequested';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly purpose: PaymentPurpose;
      readonly method: PaymentMethod;
      readonly amountMinor: Minor;
      readonly dueMinor: Minor;
      readonly quote: Quote | null;
      readonly reference: string;
      readonly laneId: LaneId | null;
      readonly deviceId: DeviceId | null;
      readonly provider: string | null;
      readonly expiresAt: Instant | null;
    }
  /** The provider knows of it; `link` is what the driver scans or opens. */
  | {
      readonly type: 'PaymentOffered';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly laneId: LaneId | null;
      readonly provider: string;
      readonly providerOrderId: string;
      readonly link: string | null;
    }
  | {
      readonly type: 'PaymentCaptured';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly purpose: PaymentPurpose;
      readonly method: PaymentMethod;
      /** Where the driver paid; null at the desk. */
      readonly laneId: LaneId | null;
      readonly receiptNumber: number;
      readonly amountMinor: Minor;
      /** Cash handed over and given back; equal and zero for every other way of paying. */
      readonly tenderedMinor: Minor;
      readonly changeMinor: Minor;
      /** Until when the way out is free; null when more is due, or when nobody is inside. */
      readonly graceUntilAt: Instant | null;
      readonly shiftId: ShiftId | null;
      readonly quote: Quote | null;
      readonly taxes: readonly PaymentTax[];
      readonly providerReference: PaymentReference | null;
      /** It came after its session had ended or beyond what was due: somebody has to give it back. */
      readonly unmatched: boolean;
      /** How much of it nobody owed; all of it where no session is left. */
      readonly overpaidMinor: Minor;
    }
  | {
      readonly type: 'PaymentFailed';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly laneId: LaneId | null;
      readonly code: string;
      readonly detail: string;
    }
  /** The terminal cannot tell whether it captured. */
  | {
      readonly type: 'PaymentUncertain';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly detail: string;
    }
  /** Somebody wants it ended: an open one aborted, a captured one reversed. */
  | {
      readonly type: 'PaymentEndAsked';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly how: 'abort' | 'reverse';
      readonly reason: string;
    }
  | {
      readonly type: 'PaymentReversed';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly method: PaymentMethod;
      readonly receiptNumber: number;
      readonly amountMinor: Minor;
      readonly shiftId: ShiftId | null;
      readonly reason: string;
    }
  | {
      readonly type: 'ReversalFailed';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly detail: string;
    }
  | {
      readonly type: 'RefundRequested';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly refundId: RefundId;
      readonly amountMinor: Minor;
      readonly reason: string;
    }
  | {
      readonly type: 'PaymentRefunded';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly refundId: RefundId;
      readonly receiptNumber: number;
      readonly amountMinor: Minor;
      readonly method: PaymentMethod;
      readonly shiftId: ShiftId | null;
      readonly reason: string;
    }
  | {
      readonly type: 'RefundFailed';
      readonly paymentId: PaymentId;
      readonly sessionId: SessionId | null;
      readonly refundId: RefundId;
      readonly detail: string;
    };
