import { useCallback, useMemo } from 'react';
import type { Report } from '#domain/contract/operations.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { HourChart, type HourSeries } from '../../../components/HourChart.tsx';
import type { Format } from '../../../strings/format.ts';
import { t } from '../../../strings/index.ts';
import classes from '../reports.module.css';
import { wholeDay } from './report-days.ts';

interface Series {
  readonly traffic: readonly HourSeries[];
  readonly inside: readonly HourSeries[];
  readonly money: readonly HourSeries[];
}

const { reports } = t;
/** A quiet day is drawn low, not blown up to the top. */
const LEAST_VEHICLES = 10;
const LEAST_MONEY_MINOR = 10_000;

/** The day by hours, drawn: three pictures of one scale each. */
export function DayCharts({ report }: { readonly report: Report }) {
  const format = useFormat();
  const { labels, series } = useMemo(() => drawn(report, format), [report, format]);
  const writeNumber = useCallback((value: number) => format.number(value), [format]);
  const writeMoney = useCallback((value: number) => format.moneyShort(Math.round(value)), [format]);
  const { totals } = report;
  const summary = reports.chartSummary(
    format.number(totals.entries),
    format.number(totals.exits),
    format.number(totals.peakInside),
  );
  const vehicles = { labels, write: writeNumber, least: LEAST_VEHICLES, height: 280, summary };
  return (
    <div className={classes.charts}>
      <figure>
        <figcaption>{reports.traffic}</figcaption>
        <HourChart {...vehicles} series={series.traffic} />
      </figure>
      <figure>
        <figcaption>{reports.occupancy}</figcaption>
        <HourChart {...vehicles} series={series.inside} />
      </figure>
      <figure className={classes.wide}>
        <figcaption>{reports.money}</figcaption>
        <HourChart
          labels={labels}
          series={series.money}
          write={writeMoney}
          least={LEAST_MONEY_MINOR}
          height={200}
          summary={`${reports.money}: ${format.money(totals.takingsMinor)}`}
        />
      </figure>
    </div>
  );
}

function drawn(report: Report, format: Format): { labels: readonly string[]; series: Series } {
  const hours = wholeDay(report.hours);
  const values = (of: (hour: Report['hours'][number]) => number) =>
    hours.map(({ row }) => (row === null ? null : of(row)));
  return {
    labels: hours.map(({ startAt }) => format.time(startAt)),
    series: {
      traffic: [
        { name: reports.entries, shape: 'bar-strong', values: values((row) => row.entries) },
        { name: reports.exits, shape: 'bar-soft', values: values((row) => row.exits) },
      ],
      inside: [
        { name: reports.inside, shape: 'line', values: values((row) => row.inside) },
        { name: reports.capacity, shape: 'limit', values: hours.map(() => report.capacity) },
      ],
      money: [
        { name: reports.takings, shape: 'bar-strong', values: values((row) => row.takingsMinor) },
      ],
    },
  };
}
