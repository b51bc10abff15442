import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { MINUTE_MS } from '#domain/kernel/instant.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import type { Write } from '../../reports/document/write.ts';
import { withForecast } from '../with-forecast.ts';
import { type Drawn, TimePanel } from './TimePanel.tsx';

/** As often as the station makes it anew. */
const FORECAST_EVERY_MS = 30 * MINUTE_MS;

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly write: Write;
  readonly onDrill: OpenDrill;
  /** The column that it is set against. */
  readonly against: string;
}

/** How full the lot was, hour by hour or day by day; of today also how full it will be, with its band. */
export function OccupancyPanel({ dashboard, panel, write, onDrill, against }: Props) {
  const { client } = useStation();
  const format = useFormat();
  const { lot, period, isRunning } = dashboard;
  const isToday = isRunning && period.firstDay === period.lastDay;
  const asked = useQuery({
    queryKey: ['forecast', lot.id, 'lot'],
    queryFn: () => client.forecast.get({ lotId: lot.id, hours: 24, series: 'lot' }),
    enabled: isToday,
    refetchInterval: FORECAST_EVERY_MS,
  });
  const forecast = isToday ? (asked.data ?? null) : null;
  const shown = useMemo(
    () => withForecast(dashboard, panel, forecast),
    [dashboard, panel, forecast],
  );
  const drawn: Drawn[] = [
    ['share', 'area'],
    [against, 'dashed'],
  ];
  if (shown !== panel) drawn.push(['expected', 'dotted'], ['high', 'band', 'low']);
  const series = forecast?.series[0];
  const error = series?.typicalErrorShare ?? null;
  const said = [
    ...(error === null ? [] : [t.dashboard.forecast.within(format.percent(error))]),
    ...(series?.basis.notes ?? []),
  ];
  return (
    <TimePanel
      dashboard={dashboard}
      panel={shown}
      write={write}
      onDrill={onDrill}
      along="when"
      kind="share"
      least={1}
      drawn={drawn}
      caption={said.length > 0 ? said.join(' ') : undefined}
    />
  );
}
