import type { SessionId, ShopId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { TicketClaim } from '../../ticket/claim.ts';
import type { ShopTerms } from '../../validation/shop.ts';

/** A new shop, or other terms of one. */
export interface SaveShop {
  readonly type: 'SaveShop';
  /** Null for a new one. */
  readonly shopId: ShopId | null;
  readonly terms: ShopTerms;
}

/** Makes single-use codes, to be printed for a shop. */
export interface IssueValidationCodes {
  readonly type: 'IssueValidationCodes';
  readonly shopId: ShopId;
  readonly offerId: string;
  readonly validUntilAt: Instant;
  /** One for each code, 32 hexadecimal digits from the station's secure random source. */
  readonly nonces: readonly string[];
}

/** Takes back the codes of one issue that are not used yet, such as those of a lost sheet. */
export interface CancelValidationCodes {
  readonly type: 'CancelValidationCodes';
  readonly batchId: string;
  readonly reason: string;
}

export interface ApplyValidation {
  readonly type: 'ApplyValidation';
  readonly sessionId: SessionId;
  readonly by:
    | { readonly kind: 'code'; readonly claim: TicketClaim }
    | { readonly kind: 'offer'; readonly shopId: ShopId; readonly offerId: string };
}

/** Takes a validation off a stay that is not paid yet. Its code can be used again. */
export interface WithdrawValidation {
  readonly type: 'WithdrawValidation';
  readonly sessionId: SessionId;
  readonly validationId: string;
  readonly reason: string;
}

export type ValidationCommand =
  | SaveShop
  | IssueValidationCodes
  | CancelValidationCodes
  | ApplyValidation
  | WithdrawValidation;
