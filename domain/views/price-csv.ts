import type { PriceChangeRow } from '../contract/lot-tariffs.ts';
import { minorToDecimal } from '../kernel/money.ts';
import { zonedIso } from '../kernel/zoned.ts';
import { type Cell, type CsvOptions, type CsvPlace, number, text, toCsv } from './csv.ts';

const HEADER =
  'at,tariff_version,percent,rate_per_hour,currency,occupancy_pct,inside,capacity,cause,threshold_pct,peak,held,why';

/** Changes of the dynamic price, one row each. Times carry the lot's offset. */
export function priceCsv(
  changes: readonly PriceChangeRow[],
  { timeZone, currency }: CsvPlace,
  options: CsvOptions = {},
): string {
  const rows = changes.map(({ at, to, figures, ...change }): readonly Cell[] => {
    const rate = to?.rateMinorPerHour ?? null;
    return [
      text(zonedIso(at, timeZone)),
      number(String(change.tariffVersion)),
      number(to === null ? '' : String(to.percent)),
      number(rate === null ? '' : minorToDecimal(rate, currency)),
      text(currency),
      number(String(change.occupancyPct)),
      number(String(change.inside)),
      number(String(change.capacity)),
      text(figures?.cause ?? ''),
      number(figures === null ? '' : String(figures.thresholdPct)),
      text(figures?.peak ?? ''),
      text(figures?.held ?? ''),
      text(change.why),
    ];
  });
  return toCsv(HEADER, rows, options);
}
