import type { PriceChangeRow } from '#domain/contract/lot-tariffs.ts';
import type { LockedPrice } from '#domain/tariff/dynamic-schema.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const { pricing } = t.tariffs;

/** A price as people read it: an amount an hour, or a share of the tariff. */
export function priceText(price: LockedPrice | null, format: Format): string {
  if (price === null) return pricing.ended;
  if (price.rateMinorPerHour !== null) return pricing.perHour(format.money(price.rateMinorPerHour));
  return price.percent === 100
    ? pricing.usual
    : pricing.percent(format.percent(price.percent / 100));
}

/** Why a price changed, in two words. */
export const causeText = ({ figures }: PriceChangeRow): string =>
  pricing.causes[figures?.cause ?? 'tariff'];
