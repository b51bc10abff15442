import { FORECAST_HOURS } from '#domain/forecast/forecast.ts';
import {
  type ForecastSource,
  type LotForecast,
  lotForecast,
} from '#domain/forecast/lot-forecast.ts';
import { STEP_MS } from '#domain/forecast/slot-clock.ts';
import { HOUR_MS } from '#domain/kernel/instant.ts';
import type { ForecastTask } from './queries.ts';

const [DAY_HOURS, WEEK_HOURS] = FORECAST_HOURS;

interface Made {
  /** What it was made for: the half hour, and what it was made from. */
  readonly key: string;
  readonly forecast: Promise<LotForecast>;
}

/** Runs some work over the rows as they stand. */
export type OverRows = <T>(
  work: (source: ForecastSource, turn: () => Promise<void>) => Promise<T>,
) => Promise<T>;

/**
 * Makes a lot's forecast once for each half hour and gives it to all who ask meanwhile. Always the week;
 * a day is its beginning. One is kept.
 */
export class Forecaster {
  #made: Made | null = null;

  /** `state` changes with whatever else the forecast depends on than time. */
  async forecast(
    { nowAt, hours }: ForecastTask,
    state: string,
    overRows: (nowAt: number) => OverRows,
  ): Promise<LotForecast> {
    const key = `${Math.floor(nowAt / STEP_MS)} ${state}`;
    if (this.#made?.key !== key) {
      const forecast = overRows(nowAt)((source, turn) =>
        lotForecast(source, nowAt, WEEK_HOURS, turn),
      );
      this.#made = { key, forecast };
      // What failed is tried again by the next who asks; whoever waits now hears of it.
      forecast.catch(() => {
        if (this.#made?.forecast === forecast) this.#made = null;
      });
    }
    const made = await this.#made.forecast;
    if (hours !== DAY_HOURS) return made;
    const untilAt = made.madeAt + DAY_HOURS * HOUR_MS;
    return {
      ...made,
      hours,
      series: made.series.map((one) => ({
        ...one,
        points: one.points.filter(({ at }) => at <= untilAt),
      })),
    };
  }
}
