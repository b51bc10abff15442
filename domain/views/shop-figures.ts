import type { ShopId } from '../kernel/ids.ts';
import type { Minor } from '../kernel/money.ts';

/** What a shop gave in a time. The value counts when the fee was known, the number when it was given. */
export interface ShopFigures {
  readonly shopId: ShopId;
  readonly count: number;
  /** Of them, those by a single-use code. */
  readonly codes: number;
  readonly byOffer: readonly { readonly offerId: string; readonly count: number }[];
  readonly valueMinor: Minor;
}
