import { useCallback, useMemo } from 'react';
import type { Report } from '#domain/contract/operations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { type HourSeries, HourChart } from '../../components/HourChart.tsx';
import { t } from '../../strings/index.ts';
import classes from './reports.module.css';

/** The day by hours, drawn. */
export function DayCharts({ report, now }: { readonly report: Report; readonly now: number }) {
  const format = useFormat();
  const { hours, totals, capacity } = report;
  const labels = useMemo(() => hours.map(({ startAt }) => format.time(startAt)), [hours, format]);
  const traffic = useMemo(
    (): readonly HourSeries[] => [
      { name: t.reports.entries, shape: 'bar-strong', values: hours.map((hour) => hour.entries) },
      { name: t.reports.exits, shape: 'bar-soft', values: hours.map((hour) => hour.exits) },
      {
        name: t.reports.inside,
        shape: 'line',
        values: hours.map((hour) => (hour.startAt > now ? null : hour.inside)),
      },
      { name: t.reports.capacity, shape: 'limit', values: hours.map(() => capacity) },
    ],
    [hours, capacity, now],
  );
  const money = useMemo(
    (): readonly HourSeries[] => [
      {
        name: t.reports.takings,
        shape: 'bar-strong',
        values: hours.map((hour) => hour.takingsMinor),
      },
    ],
    [hours],
  );
  const writeNumber = useCallback((value: number) => format.number(value), [format]);
  const writeMoney = useCallback((value: number) => format.moneyShort(Math.round(value)), [format]);
  const summary = t.reports.chartSummary(
    format.number(totals.entries),
    format.number(totals.exits),
    format.number(totals.peakInside),
  );
  return (
    <div className={classes.charts}>
      <figure>
        <figcaption>{t.reports.traffic}</figcaption>
        <HourChart
          summary={`${t.reports.traffic}: ${summary}`}
          labels={labels}
          series={traffic}
          write={writeNumber}
          height={320}
        />
      </figure>
      <figure>
        <figcaption>{t.reports.money}</figcaption>
        <HourChart
          summary={`${t.reports.money}: ${format.money(totals.takingsMinor)}`}
          labels={labels}
          series={money}
          write={writeMoney}
          height={200}
        />
      </figure>
    </div>
  );
}
