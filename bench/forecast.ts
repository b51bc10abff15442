/**
 * How far forecasts of six real car parks are off, in percent of capacity, beside two baselines; and how
 * long a forecast takes. Run: node bench/forecast.ts
 */
import { backtest } from '#domain/forecast/backtest.ts';
import { forecastSeries } from '#domain/forecast/forecast.ts';
import { SlotClock } from '#domain/forecast/slot-clock.ts';
import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';
import { median, type Row } from './row.ts';
import { BIRMINGHAM_ZONE, birminghamCarParks, LAST_THREE_WEEKS } from './support/birmingham.ts';
import { printRows } from './table.ts';

const ROUNDS = 9;
const TRAINED_DAYS = 112;

export async function benchForecast(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, capacity, readings } of birminghamCarParks()) {
    const scores = backtest({ capacity, readings, timeZone: BIRMINGHAM_ZONE, ...LAST_THREE_WEEKS });
    for (const { hours, model, lastValue, lastWeek, withinBand } of scores) {
      const of = `${name}, ${hours} h ahead`;
      // At one hour there is no promise: what is near goes on nearly as it is.
      const aim = hours === 1 ? {} : { aim: { most: Math.min(lastValue, lastWeek) * 100 } };
      rows.push(
        { what: `${of}: mean error`, value: model * 100, unit: '% of capacity', ...aim },
        { what: '  last value', value: lastValue * 100, unit: '% of capacity' },
        { what: '  same time last week', value: lastWeek * 100, unit: '% of capacity' },
        { what: '  within the 80 % band', value: withinBand * 100, unit: '%' },
      );
    }
  }
  rows.push(timeRow());
  return rows;
}

/** A series as a lot has it: every half hour of sixteen weeks. */
function timeRow(): Row {
  const nowAt = Date.UTC(2026, 10, 22, 12);
  const fromAt = nowAt - TRAINED_DAYS * DAY_MS;
  const readings = Array.from({ length: TRAINED_DAYS * 48 }, (_, index) => ({
    at: fromAt + (index * HOUR_MS) / 2,
    inside: 50 + 40 * Math.sin((index / 48) * 2 * Math.PI) + (index % 7),
  }));
  const history = { series: 'lot', capacity: 100, readings };
  const timesMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    forecastSeries(history, nowAt, 168, new SlotClock(BIRMINGHAM_ZONE));
    timesMs.push(performance.now() - started);
  }
  return { what: 'a week ahead from 16 weeks, one series', value: median(timesMs), unit: 'ms' };
}

if (import.meta.main) printRows('forecast', await benchForecast());
