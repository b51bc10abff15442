import type { LotFile } from '../facility/lot-file.ts';
import { DAY_MS, type Instant } from '../kernel/instant.ts';
import { namesOf } from '../reports/names.ts';
import type { ReportSource } from '../reports/source.ts';
import { reportWords, wordFor } from '../reports/words.ts';
import { capacitiesOf } from '../stats/occupancy-series.ts';
import { type ForecastHours, forecastSeries, type SeriesForecast } from './forecast.ts';
import { ownHistory } from './own-history.ts';
import { SlotClock } from './slot-clock.ts';

/** Older figures say little: a week counts half after four. */
export const TRAINING_MS = 112 * DAY_MS;

/** A series with what staff call it. */
export interface NamedForecast extends SeriesForecast {
  readonly of: 'lot' | 'level' | 'zone' | 'kind';
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
  source: Pick<ReportSource, 'lot' | 'occupancy'>,
  nowAt: Instant,
  hours: ForecastHours,
  turn: () => Promise<void>,
): Promise<LotForecast> {
  const { lot } = source;
  const capacities = capacitiesOf(lot);
  const span = { fromAt: nowAt - TRAINING_MS, toAt: nowAt + 1 };
  const histories = ownHistory(await source.occupancy(span, 'hour'), capacities, nowAt);
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
  return { madeAt: nowAt, hours, timeZone: lot.timeZone, series };
}

function namedAs(series: string, lot: LotFile): Pick<NamedForecast, 'of' | 'id' | 'name'> {
  const [of = 'lot', id = null] = series.split(':');
  const names = namesOf(lot);
  if (id === null) return { of: 'lot', id, name: lot.name };
  if (of === 'level') return { of, id, name: names.level(id) };
  if (of === 'zone') return { of, id, name: names.zone(id) };
  return { of: 'kind', id, name: wordFor(reportWords.kinds, id) };
}
