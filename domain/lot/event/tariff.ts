import type { Instant } from '../../kernel/instant.ts';
import type { LockedPrice } from '../../tariff/dynamic-schema.ts';
import type { PriceFigures } from '../../tariff/next-price.ts';
import type { Tariff } from '../../tariff/tariff-file.ts';

/** What happens to tariffs and to the dynamic price. */
export type TariffEvent =
  | {
      readonly type: 'TariffPublished';
      readonly version: number;
      readonly tariff: Tariff;
      readonly effectiveAt: Instant;
      readonly note: string;
    }
  | { readonly type: 'TariffWithdrawn'; readonly version: number; readonly reason: string }
  /** The price that the next vehicle locks, with the figures that caused it. */
  | {
      readonly type: 'PriceChanged';
      readonly tariffVersion: number;
      readonly from: LockedPrice | null;
      /** Null where the tariff in force has no dynamic price. */
      readonly to: LockedPrice | null;
      readonly occupancyPct: number;
      readonly inside: number;
      readonly capacity: number;
      /** What the rule compared; null where a tariff began or ended its dynamic price. */
      readonly figures: PriceFigures | null;
      readonly why: string;
    };
