import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';

/** A tariff as the start of one for this lot: its amounts as they stand, the lot's money and clock. */
export function forLot(tariff: Tariff, { currency, timeZone }: LotFile): Tariff {
  const isOwn = tariff.currency === currency && tariff.timeZone === timeZone;
  if (isOwn) return tariff;
  // Where it was published says nothing of this lot any more.
  const { source: _source, notes: _notes, ...rest } = tariff;
  return { ...rest, currency, timeZone };
}
