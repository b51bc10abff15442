import type { Instant } from '../kernel/instant.ts';
import { type TariffBook, tariffAt } from './book.ts';
import { startingPrice } from './compile.ts';
import type { LockedPrice } from './dynamic-schema.ts';

/** What a vehicle that comes in now is charged by for its whole stay. */
export interface LockedTariff {
  readonly tariffVersion: number;
  readonly price: LockedPrice | null;
}

/**
 * The tariff in force with its price. Until the first change of price under it is known, one that has
 * just taken over starts at its own, never at that of the tariff before.
 */
export function lockedTariff(book: TariffBook, at: Instant): LockedTariff {
  const { version, tariff } = tariffAt(book, at);
  if (book.priceVersion === version) return { tariffVersion: version, price: book.price };
  return { tariffVersion: version, price: tariff.dynamic ? startingPrice(tariff) : null };
}
