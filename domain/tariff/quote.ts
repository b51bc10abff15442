import type { Instant } from '../kernel/instant.ts';
import type { Currency, Minor } from '../kernel/money.ts';
import type { LockedPrice } from './dynamic-schema.ts';
import type { MeteredCharge } from './metered-charge.ts';

/** What is charged for. An exit before the entry is a stay of no time. */
export interface Stay {
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  /** A class that no rate names is charged as a car. */
  readonly vehicleClass: string;
}

/** An earlier visit of the same vehicle. */
export interface PriorVisit {
  readonly entryAt: Instant;
  readonly exitAt: Instant;
  readonly paidMinor: Minor;
}

/** A validation: what a shop or the operator gives. Minutes first, then percent, then amounts. */
export interface Discount {
  readonly kind: 'minutes' | 'percent' | 'amount';
  /** Minutes, whole percent up to 100, or minor units. */
  readonly value: number;
  readonly label: string;
  readonly shopId?: string | null;
}

/** All that a quote may depend on beside the tariff and the stay. */
export interface QuoteContext {
  /** The lot's holidays as `YYYY-MM-DD`. */
  readonly holidays?: readonly string[];
  readonly lostTicket?: boolean;
  /** The id of one of the tariff's products; see `findProduct`. */
  readonly product?: string | null;
  readonly priorVisits?: readonly PriorVisit[];
  /** What staff noted of charging that no charger tells of. */
  readonly chargingMinutes?: number;
  readonly chargingWh?: number;
  /** What chargers metered. */
  readonly charges?: readonly MeteredCharge[];
  readonly oversized?: boolean;
  /** What the session locked at its entry; without it, the tariff's starting price. */
  readonly price?: LockedPrice | null;
  readonly discounts?: readonly Discount[];
}

export const QUOTE_LINE_CODES = [
  'free-period',
  'periods',
  'pro-rata',
  'flat',
  'ladder',
  'cap',
  'product',
  'surcharge',
  'charging',
  'lost-ticket',
  'validation',
  're-entry',
  'overstay',
  'cancellation',
  'no-show',
  'tax',
  'rounding',
] as const;
export type QuoteLineCode = (typeof QUOTE_LINE_CODES)[number];

/** One line of a fee. `code` names the sentence in the console's catalogue. */
export interface QuoteLine {
  readonly code: QuoteLineCode;
  /** The name that the tariff, the product or the shop gives it. */
  readonly text: string;
  /** What time it stands for, where it stands for one. */
  readonly fromAt?: Instant;
  readonly toAt?: Instant;
  /** Periods, minutes (`pro-rata`, `free-period`, minutes of a `validation`), watt-hours, or 1. */
  readonly quantity: number;
  /** `wh`: the quantity is energy, and its unit is a kilowatt-hour. */
  readonly measure?: 'wh';
  /** Length of one period. */
  readonly perMinutes?: number;
  /** For one of `quantity`; of a whole period where it is charged pro rata. */
  readonly unitMinor: Minor;
  readonly amountMinor: Minor;
}

export interface QuoteTax {
  readonly label: string;
  readonly basisPoints: number;
  readonly amountMinor: Minor;
}

/** A fee with its lines; `totalMinor` is the sum of the lines and of `netMinor` and `taxMinor`. */
export interface Quote {
  readonly lines: readonly QuoteLine[];
  readonly totalMinor: Minor;
  readonly netMinor: Minor;
  readonly taxMinor: Minor;
  readonly taxes: readonly QuoteTax[];
  readonly currency: Currency;
  readonly tariffId: string;
  /** The total stays as it is for every exit before this instant. From it on, it may be higher. */
  readonly validUntilAt: Instant;
  /** Which rate was taken, and why, in plain English. */
  readonly why: string;
}
