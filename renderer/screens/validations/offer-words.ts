import type { ShopOffer } from '#domain/validation/shop.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** What an offer takes off, in words. */
export function offerWords(
  { kind, value }: Pick<ShopOffer, 'kind' | 'value'>,
  { number, money }: Format,
): string {
  return t.validation.valueOf[kind](kind === 'amount' ? money(value) : number(value));
}
