import type { VehicleClass } from '../facility/kinds.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';

/** What is charged for. Instants are UTC; day caps follow `timeZone`. */
export interface Stay {
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  readonly vehicleClass: VehicleClass;
  readonly timeZone: string;
  readonly currency: Currency;
}

/** One line of a fee. `code` names the sentence in the console's catalogue. */
export interface QuoteLine {
  readonly code: 'free-period' | 'periods' | 'day-cap' | 'paid';
  /** The lot's calendar day that the line belongs to, `YYYY-MM-DD`. */
  readonly day: string;
  readonly quantity: number;
  readonly unitMinor: Minor;
  readonly amountMinor: Minor;
}

/** A fee with its lines; `totalMinor` is the sum of the lines. */
export interface Quote {
  readonly lines: readonly QuoteLine[];
  readonly totalMinor: Minor;
  readonly currency: Currency;
  readonly tariffId: string;
  /** From this instant the total may be higher. */
  readonly validUntilAt: Instant;
}
