import type { SessionId, ShopId, TicketNumber } from '../kernel/ids.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import type { Minor } from '../kernel/money.ts';
import type { Discount } from '../tariff/quote.ts';
import type { Shop } from './shop.ts';

/** How long a code is remembered after its time, so that it is told from one that never was. */
export const KEPT_AFTER_EXPIRY_MS = 30 * DAY_MS;

/** A code for one validation. Used and cancelled ones are kept as long as the others. */
export interface ValidationCode {
  readonly number: TicketNumber;
  readonly batchId: string;
  readonly shopId: ShopId;
  readonly offerId: string;
  readonly issuedAt: Instant;
  readonly validUntilAt: Instant;
  /** The stay that it was used for; null while it can be used. */
  usedFor: SessionId | null;
  cancelled: boolean;
}

/** A validation on a stay. */
export interface AppliedValidation {
  readonly id: string;
  readonly shopId: ShopId;
  readonly offerId: string;
  readonly code: TicketNumber | null;
  readonly discount: Discount;
  readonly at: Instant;
  readonly by: string;
  /** What it took off the fee when it was given. */
  readonly worthMinor: Minor;
  /** Its part of the shop's ledger is known. */
  settled: boolean;
}

/** The validations of one stay, and what each shop has given for it as far as is known. */
export interface StayValidations {
  readonly applied: AppliedValidation[];
  readonly valued: Map<ShopId, Minor>;
}

/** All validations of a lot. Plain data: it is part of snapshots. */
export interface ValidationBook {
  readonly shops: Map<ShopId, Shop>;
  /** By number, oldest first. */
  readonly codes: Map<TicketNumber, ValidationCode>;
  readonly stays: Map<SessionId, StayValidations>;
}

export function emptyValidationBook(): ValidationBook {
  return { shops: new Map(), codes: new Map(), stays: new Map() };
}
