import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { type Cleaned, cleanReadings, type Reading } from './clean.ts';
import { forecastWords } from './forecast-words.ts';
import { SeriesModel } from './series-model.ts';
import { type SlotClock, STEP_MS } from './slot-clock.ts';

/** How far ahead forecasts are made: a day, or a week. Hours. */
export const FORECAST_HOURS = [24, 168] as const;
export type ForecastHours = (typeof FORECAST_HOURS)[number];

/** With fewer days than this a forecast is rough, and says so. */
export const ROUGH_DAYS = 21;
/** The distance ahead that the stated error is of. */
const STATED_HOURS = 3;
/** Forecasts that have to have come to their time before an error is stated: about two days' worth. */
const STATED_LEAST = 40;
const PAST_MS = DAY_MS;
/** An older last reading is not how full it is now. */
const STALE_MS = 6 * HOUR_MS;

/** What is known of a series, from whatever source. */
export interface SeriesHistory {
  /** Its id, as in `OccupancyRow`. */
  readonly series: string;
  /** Slots; at least 1. */
  readonly capacity: number;
  readonly readings: readonly Reading[];
}

/** Vehicles inside at an instant, with the band that holds eight of ten. */
export interface ForecastPoint {
  readonly at: Instant;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

export interface PastPoint {
  readonly at: Instant;
  readonly inside: number;
}

export interface SeriesForecast {
  readonly series: string;
  readonly capacity: number;
  /** The last day as it was, by half hours. */
  readonly past: readonly PastPoint[];
  /** Every full hour of the lot's clock; hours in which the lot was never seen are left out. */
  readonly points: readonly ForecastPoint[];
  /** Mean absolute error so far, three hours ahead, as a share of capacity; null: too few to say. */
  readonly typicalErrorShare: number | null;
  readonly basis: {
    /** Calendar days with readings. */
    readonly days: number;
    readonly fromAt: Instant | null;
    readonly lastAt: Instant | null;
    readonly isRough: boolean;
    /** What is missing, a sentence each; empty where nothing is. */
    readonly notes: readonly string[];
  };
}

/**
 * What is expected of a series in the coming hours. Pure and deterministic. Dirty readings are cleaned
 * first; without any reading there are no points.
 */
export function forecastSeries(
  { series, capacity, readings }: SeriesHistory,
  nowAt: Instant,
  hours: ForecastHours,
  clock: SlotClock,
): SeriesForecast {
  const cleaned = cleanReadings(readings, capacity, nowAt);
  const clean = cleaned.readings;
  const model = new SeriesModel(clock);
  for (const reading of clean) model.observe(reading);
  const points: ForecastPoint[] = [];
  const firstAt = Math.floor(nowAt / STEP_MS) * STEP_MS + STEP_MS;
  for (let at = firstAt; at <= nowAt + hours * HOUR_MS; at += STEP_MS) {
    if (clock.placeOf(at).slot % 2 !== 0) continue;
    const point = model.predict(at);
    if (point === null) continue;
    const { expected, low, high } = point;
    points.push({
      at,
      expected: vehicles(expected, capacity),
      low: vehicles(low, capacity),
      high: vehicles(high, capacity),
    });
  }
  const isRough = model.days < ROUGH_DAYS;
  const past = clean.filter(({ at }) => at > nowAt - PAST_MS && at <= nowAt);
  return {
    series,
    capacity,
    past: past.map(({ at, share }) => ({ at, inside: vehicles(share, capacity) })),
    points,
    typicalErrorShare: model.recentError(STATED_HOURS, STATED_LEAST),
    basis: {
      days: model.days,
      fromAt: clean[0]?.at ?? null,
      lastAt: clean.at(-1)?.at ?? null,
      isRough,
      notes: notesOf(cleaned, model.days, isRough, nowAt),
    },
  };
}

function notesOf(
  { readings, dropped }: Cleaned,
  days: number,
  isRough: boolean,
  nowAt: Instant,
): readonly string[] {
  const lastAt = readings.at(-1)?.at;
  if (lastAt === undefined) return [forecastWords.noHistory];
  const notes: string[] = [];
  if (isRough) notes.push(forecastWords.rough(days));
  if (nowAt - lastAt > STALE_MS) notes.push(forecastWords.stale);
  // What is said twice is lost to nobody.
  const lost = dropped.filter(({ reason }) => reason !== 'repeated').length;
  if (lost > 0) notes.push(forecastWords.dropped(lost));
  return notes;
}

/** To a tenth of a vehicle: a mean of small zones is seldom a whole one. */
function vehicles(share: number, capacity: number): number {
  return Math.round(share * capacity * 10) / 10;
}
