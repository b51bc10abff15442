import type { SessionId, ShopId, TicketNumber } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Minor } from '../../kernel/money.ts';
import type { Discount } from '../../tariff/quote.ts';
import type { ShopTerms } from '../../validation/shop.ts';

/** What happens to shops and their validations. */
export type ValidationEvent =
  | { readonly type: 'ShopSaved'; readonly shopId: ShopId; readonly terms: ShopTerms }
  | {
      readonly type: 'ValidationCodesIssued';
      readonly batchId: string;
      readonly shopId: ShopId;
      readonly offerId: string;
      readonly numbers: readonly TicketNumber[];
      readonly validUntilAt: Instant;
    }
  | {
      readonly type: 'ValidationCodesCancelled';
      readonly batchId: string;
      readonly shopId: ShopId;
      readonly count: number;
      readonly reason: string;
    }
  | {
      readonly type: 'ValidationApplied';
      readonly sessionId: SessionId;
      readonly validationId: string;
      readonly shopId: ShopId;
      readonly offerId: string;
      readonly code: TicketNumber | null;
      readonly discount: Discount;
      /** What it takes off the fee as things stand. */
      readonly worthMinor: Minor;
    }
  | {
      readonly type: 'ValidationWithdrawn';
      readonly sessionId: SessionId;
      readonly validationId: string;
      readonly shopId: ShopId;
      readonly reason: string;
    }
  /**
   * The fee of a stay is known: by a payment, or because its vehicle leaves. Each shop's whole value
   * for the stay; a later one of the same stay stands for the one before.
   */
  | {
      readonly type: 'ValidationSettled';
      readonly sessionId: SessionId;
      readonly values: readonly { readonly shopId: ShopId; readonly valueMinor: Minor }[];
    };
