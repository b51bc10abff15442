import type { TariffProblemRow } from '#domain/contract/lot-tariffs.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { err, ok, type Result } from '#domain/kernel/result.ts';
import { parseTariff } from '#domain/tariff/parse-tariff.ts';
import type { Tariff } from '#domain/tariff/tariff-file.ts';
import { sampleTariffs } from '../tariffs/samples.ts';

/** A tariff that a caller sends, whole or by the id of a sample, if it is sound and fits the lot. */
export function givenTariff(
  given: string | object,
  { currency, timeZone }: LotFile,
): Result<Tariff, readonly TariffProblemRow[]> {
  const parsed = typeof given === 'string' ? sampleOf(given) : parseTariff(given);
  if (!parsed.ok) return parsed;
  const problems: TariffProblemRow[] = [];
  if (parsed.value.currency !== currency)
    problems.push({ path: 'currency', message: `expected the lot's currency ${currency}` });
  if (parsed.value.timeZone !== timeZone)
    problems.push({ path: 'timeZone', message: `expected the lot's time zone ${timeZone}` });
  return problems.length === 0 ? parsed : err(problems);
}

function sampleOf(id: string): Result<Tariff, TariffProblemRow[]> {
  const samples = sampleTariffs();
  const sample = samples.get(id);
  if (sample !== undefined) return ok(sample);
  const known = [...samples.keys()].join(', ');
  return err([{ path: 'tariff', message: `expected the id of a sample: ${known}` }]);
}
