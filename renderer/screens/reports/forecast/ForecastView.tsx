import { Button, SegmentedControl, Select, Skeleton } from '@mantine/core';
import { IconChartLine, IconDownload, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { ForecastSeries } from '#domain/contract/forecast.ts';
import { zonedIso } from '#domain/kernel/zoned.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useAddress } from '../../../app/use-address.ts';
import { saveText } from '../../../components/download.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { useLot, useMay } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { ForecastBasis, ForecastFigure } from './ForecastFigure.tsx';
import { ForecastTable } from './ForecastTable.tsx';
import classes from './forecast.module.css';
import { forecastCsv } from './forecast-csv.ts';
import { HistoryImports } from './HistoryImports.tsx';
import { useForecast } from './use-forecast.ts';

const words = t.forecast;
const HEIGHT = 360;

/** What is expected of the lot and its parts, with its table, and the history that was imported for it. */
export function ForecastView() {
  const { params, set } = useAddress();
  const hours = params.get('ahead') === '168' ? 168 : 24;
  const chosen = params.get('of') ?? 'lot';
  const forecast = useForecast(hours);
  const mayImport = useMay('history.import');
  const all = forecast.data?.series ?? [];
  const series = all.find((one) => one.series === chosen) ?? all[0];
  return (
    <section className={classes.view} aria-label={words.title} data-testid="forecast">
      <header className={classes.head}>
        <h2 className={classes.heading}>{words.title}</h2>
        <p className={classes.lead}>{words.lead}</p>
        <Select
          label={words.of}
          data={all.map(({ series: value, name }) => ({ value, label: name }))}
          value={series?.series ?? null}
          onChange={(value) => set({ of: value === 'lot' ? null : value })}
          allowDeselect={false}
          searchable
        />
        <SegmentedControl
          aria-label={words.ahead}
          data={[
            { value: '24', label: words.hours['24'] },
            { value: '168', label: words.hours['168'] },
          ]}
          value={String(hours)}
          onChange={(value) => set({ ahead: value === '168' ? value : null })}
        />
      </header>
      {forecast.isPending && <Skeleton h={HEIGHT} role="status" aria-label={t.common.loading} />}
      {forecast.isError && (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void forecast.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      )}
      {series !== undefined && <OneForecast series={series} />}
      <HistoryImports mayImport={mayImport} />
    </section>
  );
}

function OneForecast({ series }: { readonly series: ForecastSeries }) {
  const { id: lotId, timeZone } = useLot();
  const format = useFormat();
  const [asTable, setTable] = useState(false);
  if (series.points.length === 0) return <EmptyNote title={words.none} hint={words.noneHint} />;
  const save = () => {
    const text = forecastCsv(series, (at) => zonedIso(at, timeZone));
    const name = `${lotId}-${format.dayOf(series.points[0]?.at ?? 0)}-forecast-${series.series.replace(':', '-')}.csv`;
    saveText(name, text, 'text/csv;charset=utf-8');
  };
  return (
    <div>
      <div className={classes.head}>
        <span className={classes.grow} />
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={
            asTable ? <IconChartLine size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
          }
          onClick={() => setTable(!asTable)}
          data-testid="forecast-toggle"
        >
          {asTable ? words.chart : words.table}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={save}
        >
          {words.csv}
        </Button>
      </div>
      {asTable ? (
        <figure className={classes.figure}>
          <ForecastTable series={series} />
          <ForecastBasis series={series} />
        </figure>
      ) : (
        <ForecastFigure series={series} height={HEIGHT} />
      )}
    </div>
  );
}
