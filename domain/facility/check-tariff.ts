import { checkTariff } from '../tariff/check-tariff.ts';
import { fromLegacyTariff, isLegacyTariff } from '../tariff/from-legacy-tariff.ts';
import type { LotFile } from './lot-file.ts';
import { foundText, type ProblemList } from './lot-file-problem.ts';

/** The tariff is sound, in the lot's money and by the lot's clock. */
export function checkTariffOfLot({ currency, timeZone, tariff }: LotFile, to: ProblemList): void {
  if (tariff.currency !== currency)
    to.add('tariff.currency', `the lot's currency ${currency}`, foundText(tariff.currency));
  if (tariff.timeZone !== timeZone)
    to.add('tariff.timeZone', `the lot's time zone ${timeZone}`, foundText(tariff.timeZone));
  checkTariff(tariff, to, 'tariff.');
}

/** A lot file with the small tariff of first files, as one of today; anything else as it is. */
export function withTariffOfToday(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('tariff' in json)) return json;
  const { tariff } = json;
  if (!isLegacyTariff(tariff) || !('currency' in json) || !('timeZone' in json)) return json;
  const { currency, timeZone } = json;
  if (typeof currency !== 'string' || typeof timeZone !== 'string') return json;
  return { ...json, tariff: fromLegacyTariff(tariff, { currency, timeZone }) };
}
