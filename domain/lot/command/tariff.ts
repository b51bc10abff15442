import type { Instant } from '../../kernel/instant.ts';
import type { Tariff } from '../../tariff/tariff-file.ts';

/** Puts a tariff in force from an instant on. Vehicles inside keep the one they came in under. */
export interface PublishTariff {
  readonly type: 'PublishTariff';
  /** Checked by `parseTariff`, of the lot's currency and zone. */
  readonly tariff: Tariff;
  /** Null: at once. */
  readonly effectiveAt: Instant | null;
  /** Why, for those who read the history. */
  readonly note: string;
}

/** Takes back a tariff whose time has not come. */
export interface WithdrawTariff {
  readonly type: 'WithdrawTariff';
  readonly version: number;
  readonly reason: string;
}

export type TariffCommand = PublishTariff | WithdrawTariff;
