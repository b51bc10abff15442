import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.ts';
import { cleanReadings, type Reading } from './clean.ts';
import { SeriesModel } from './series-model.ts';
import { SlotClock } from './slot-clock.ts';

/** How far ahead the error is stated. Hours. */
export const TESTED_HOURS = [1, 3, 24] as const;

/** Mean absolute errors in shares of capacity, all over the same forecasts. */
export interface HorizonScore {
  readonly hours: number;
  /** Forecasts that were compared. */
  readonly count: number;
  readonly model: number;
  /** What was last seen goes on. */
  readonly lastValue: number;
  /** The same weekday and time a week before. */
  readonly lastWeek: number;
  /** Share of readings that came within the band; 0.8 is meant. */
  readonly withinBand: number;
}

interface Asked {
  readonly readings: readonly Reading[];
  readonly capacity: number;
  readonly timeZone: string;
  /** Only readings from here on are compared; all that is before may be learnt from. */
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

interface Sums {
  count: number;
  model: number;
  lastValue: number;
  lastWeek: number;
  within: number;
}

const WEEK_MS = 7 * DAY_MS;

/**
 * How good forecasts would have been: at every reading the model says what comes `TESTED_HOURS` later,
 * knowing nothing after it. Compared are readings that both baselines have an answer for. More vehicles
 * than slots count as full, for the model and the baselines alike.
 */
export function backtest(asked: Asked): readonly HorizonScore[] {
  const { capacity, timeZone, fromAt, untilAt } = asked;
  const { readings } = cleanReadings(asked.readings, capacity, untilAt);
  const actual = new Map(readings.map(({ at, share }) => [at, Math.min(1, share)]));
  const model = new SeriesModel(new SlotClock(timeZone));
  const sums = new Map<number, Sums>(
    TESTED_HOURS.map((hours) => [
      hours,
      { count: 0, model: 0, lastValue: 0, lastWeek: 0, within: 0 },
    ]),
  );
  for (const reading of readings) {
    model.observe(reading);
    for (const [hours, sum] of sums) {
      const targetAt = reading.at + hours * HOUR_MS;
      if (targetAt < fromAt || targetAt >= untilAt) continue;
      const came = actual.get(targetAt);
      const weekBefore = actual.get(targetAt - WEEK_MS);
      const forecast = model.predict(targetAt);
      if (came === undefined || weekBefore === undefined || forecast === null) continue;
      sum.count += 1;
      sum.model += Math.abs(came - forecast.expected);
      sum.lastValue += Math.abs(came - Math.min(1, reading.share));
      sum.lastWeek += Math.abs(came - weekBefore);
      if (came >= forecast.low && came <= forecast.high) sum.within += 1;
    }
  }
  return [...sums].map(([hours, sum]) => ({
    hours,
    count: sum.count,
    model: sum.model / sum.count,
    lastValue: sum.lastValue / sum.count,
    lastWeek: sum.lastWeek / sum.count,
    withinBand: sum.within / sum.count,
  }));
}
