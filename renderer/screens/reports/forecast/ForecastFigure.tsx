import { Tooltip } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import type { ForecastSeries } from '#domain/contract/forecast.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { ForecastChart } from '../../../components/ForecastChart.tsx';
import { useStationNow } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import classes from './forecast.module.css';
import { forecastLines, peakOf } from './forecast-lines.ts';

const words = t.forecast;
const TENTHS_BELOW_SLOTS = 20;
const NAMES = {
  past: words.past,
  expected: words.expected,
  band: words.band,
  capacity: words.capacity,
};

/** A series' forecast as a drawing, with what it comes to and how far it is usually off. */
export function ForecastFigure({
  series,
  height,
}: {
  readonly series: ForecastSeries;
  /** CSS pixels. */
  readonly height: number;
}) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const lines = useMemo(
    () => forecastLines(series, (at) => format.timeOn(at, now)),
    [series, format, now],
  );
  const write = useVehicles(series.capacity);
  const writeBand = useCallback(
    (low: number, high: number) => words.between(write(low), write(high)),
    [write],
  );
  const { peak } = peakOf(series);
  const summary =
    peak === null
      ? words.summaryEmpty(series.name)
      : words.summary(series.name, write(peak.expected), format.timeOn(peak.at, now));
  return (
    <figure className={classes.figure} data-testid="forecast-figure">
      <ForecastChart
        summary={summary}
        lines={lines}
        capacity={series.capacity}
        names={NAMES}
        write={write}
        writeBand={writeBand}
        height={height}
      />
      <ForecastBasis series={series} />
    </figure>
  );
}

/** Whole vehicles, but for a place so small that tenths of one tell something. */
function useVehicles(capacity: number): (value: number) => string {
  const format = useFormat();
  return useCallback(
    (value) => format.number(capacity < TENTHS_BELOW_SLOTS ? value : Math.round(value)),
    [format, capacity],
  );
}

/** How far the forecast is usually off, when it peaks, and what it lacks. */
export function ForecastBasis({ series }: { readonly series: ForecastSeries }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const { typicalErrorShare, basis } = series;
  const write = useVehicles(series.capacity);
  const { peak, fullFromAt } = peakOf(series);
  const facts = [
    ...(peak === null ? [] : [words.peak(write(peak.expected), format.timeOn(peak.at, now))]),
    ...(fullFromAt === null ? [] : [words.fills(format.timeOn(fullFromAt, now))]),
    words.basis(format.number(basis.days)),
    ...basis.notes,
  ];
  return (
    <figcaption className={classes.basis}>
      {typicalErrorShare === null ? (
        <span className={classes.error}>{words.unproven}</span>
      ) : (
        <Tooltip label={words.usuallyHint} multiline w={280}>
          <span className={classes.error} data-testid="forecast-error">
            {words.usually(format.percent(typicalErrorShare))}
          </span>
        </Tooltip>
      )}
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </figcaption>
  );
}
