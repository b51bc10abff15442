import type { VehicleClass } from '../facility/kinds.ts';
import type { LaneId, SessionId, SlotId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { PaymentMethod, PaymentPurpose, PaymentTax } from '../payment/payment.ts';
import type { EntryRight } from '../session/right.ts';
import type { Quote } from '../tariff/quote.ts';

/** What the read models remember of a stay: its row, as it stood before the event. */
export interface KnownSession {
  readonly id: SessionId;
  readonly vehicleClass: VehicleClass;
  readonly credential: EntryRight['kind'];
  readonly entryLaneId: LaneId;
  readonly entryAt: Instant;
  readonly slotId: SlotId | null;
  readonly hasPlate: boolean;
  readonly paidMinor: Minor;
  readonly dueMinor: Minor;
  readonly byHand: boolean;
  readonly isInside: boolean;
}

/** What they remember of a captured payment, for when it is given back. */
export interface KnownPayment {
  readonly method: PaymentMethod;
  readonly purpose: PaymentPurpose['kind'];
  readonly laneId: LaneId | null;
  readonly sessionId: SessionId | null;
  readonly amountMinor: Minor;
  readonly quote: Quote | null;
  readonly taxes: readonly PaymentTax[];
}

/** What they remember of a payment that somebody else was asked to collect. */
export interface KnownRequest {
  /** The provider or the terminal; empty where neither was named. */
  readonly counterpart: string;
  readonly method: PaymentMethod;
  readonly amountMinor: Minor;
  /** Nobody knows whether it was captured. */
  readonly isUncertain: boolean;
}

export interface KnownSlot {
  readonly levelId: string;
  readonly zoneId: string;
  readonly kind: string;
  /** Any car may take it, without a permit and without charging. */
  readonly openToCars: boolean;
}

/** What facts may ask of what came before. Deterministic: the same journal gives the same answers. */
export interface Known {
  session(id: string): KnownSession | null;
  payment(id: string): KnownPayment | null;
  request(paymentId: string): KnownRequest | null;
  slot(id: string): KnownSlot | null;
  /** Reads below this confidence (0 to 1) ask staff. */
  readonly plateConfidenceMin: number;
}
