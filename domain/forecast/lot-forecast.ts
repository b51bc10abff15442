import type { LotFile } from '../facility/lot-file.ts';
import type { ImportedReading } from '../history/read-rows.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { namesOf } from '../reports/names.ts';
import type { ReportSource } from '../reports/source.ts';
import { reportWords, wordFor } from '../reports/words.ts';
import { capacitiesOf } from '../stats/occupancy-series.ts';
import { type ForecastHours, forecastSeries, type SeriesForecast } from './forecast.ts';
import { ownHistory } from './own-history.ts';
import { SlotClock } from './slot-clock.ts';
import { withImports } from './with-imports.ts';

/** Older figures say little: a week counts half after four. */
export const TRAINING_MS = 112 * DAY_MS;

/** What forecasts are made from. */
export interface ForecastSource extends Pick<ReportSource, 'lot' | 'occupancy'> {
  /** Of each series the imported readings of the last so long of them, in order of time. */
  imported(lengthMs: number): Promise<readonly ImportedReading[]>;
}

const ORDER = ['lot', 'level', 'zone', 'kind'] as const;

/** A series with what staff call it. */
export interface NamedForecast extends SeriesForecast {
  readonly of: (typeof ORDER)[number];
  /** Of the level, zone or kind; null for the lot. */
  readonly id: string | null;
  readonly name: string;
}

export interface LotForecast {
  readonly madeAt: Instant;
  readonly hours: ForecastHours;
  readonly timeZone: string;
  /** The lot, then its levels, zones and kinds, in the order of the lot's file. */
  readonly series: readonly NamedForecast[];
}

/** Forecasts of the lot and of each of its levels, zones and kinds from the read models. */
export async function lotForecast(
  source: ForecastSource,
  nowAt: Instant,
  hours: ForecastHours,
  turn: () => Promise<void>,
): Promise<LotForecast> {
  const { lot } = source;
  const capacities = capacitiesOf(lot);
  const span = { fromAt: nowAt - TRAINING_MS, toAt: nowAt + 1 };
  const own = ownHistory(await source.occupancy(span, 'hour'), capacities, nowAt);
  const histories = withImports(own, await source.imported(TRAINING_MS));
  const holidays = (lot.holidays ?? []).map(({ day }) => day);
  const clock = new SlotClock(lot.timeZone, holidays);
  const series: NamedForecast[] = [];
  for (const history of histories) {
    // Between two series others may ask their questions.
    await turn();
    series.push({
      ...forecastSeries(history, nowAt, hours, clock),
      ...namedAs(history.series, lot),
    });
  }
  series.sort((one, other) => ORDER.indexOf(one.of) - ORDER.indexOf(other.of));
  return { madeAt: nowAt, hours, timeZone: lot.timeZone, series };
}

/** Every series of a lot that has slots, and what staff call it. */
export function seriesNames(lot: LotFile): ReadonlyMap<string, string> {
  const withSlots = [...capacitiesOf(lot)].filter(([, capacity]) => capacity > 0);
  return new Map(withSlots.map(([series]) => [series, namedAs(series, lot).name]));
}

function namedAs(series: string, lot: LotFile): Pick<NamedForecast, 'of' | 'id' | 'name'> {
  const [of = 'lot', id = null] = series.split(':');
  const names = namesOf(lot);
  if (id === null) return { of: 'lot', id, name: lot.name };
  if (of === 'level') return { of, id, name: names.level(id) };
  if (of === 'zone') return { of, id, name: names.zone(id) };
  return { of: 'kind', id, name: wordFor(reportWords.kinds, id) };
}
