import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import { useLotWrite, type Write } from '../../reports/document/write.ts';
import { AdvicePanel } from './AdvicePanel.tsx';
import { AttentionPanel } from './AttentionPanel.tsx';
import { NowPanel } from './NowPanel.tsx';
import { OccupancyPanel } from './OccupancyPanel.tsx';
import { RatePanel } from './RatePanel.tsx';
import { type Drawn, TimePanel } from './TimePanel.tsx';

/** A quiet day is drawn low, not blown up to the top. */
const LEAST_VEHICLES = 10;
const LEAST_MONEY_MINOR = 10_000;

/** All parts, each drawn its own way from its own table. */
export function Panels({
  dashboard,
  onDrill,
}: {
  readonly dashboard: Dashboard;
  readonly onDrill: OpenDrill;
}) {
  const write = useLotWrite(dashboard.lot);
  return (
    <>
      {dashboard.panels.map((panel) => (
        <One key={panel.id} dashboard={dashboard} panel={panel} write={write} onDrill={onDrill} />
      ))}
      <AdvicePanel onDrill={onDrill} />
    </>
  );
}

interface OneProps {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly write: Write;
  readonly onDrill: OpenDrill;
}

function One(props: OneProps) {
  const { isCompared, period } = props.dashboard;
  const against = (id: string) => (isCompared ? `before${id}` : `usual${id}`);
  const isDay = period.firstDay === period.lastDay;
  switch (props.panel.id) {
    case 'now':
      return <NowPanel {...props} />;
    case 'attention':
      return <AttentionPanel {...props} />;
    case 'turnover':
      return <RatePanel {...props} kind="decimal" />;
    case 'revenue':
      return <RatePanel {...props} kind="money" />;
    case 'occupancy':
      return <OccupancyPanel {...props} against={against('')} />;
    case 'traffic':
      return (
        <TimePanel
          {...props}
          along="when"
          kind="count"
          least={LEAST_VEHICLES}
          headlines={2}
          drawn={[
            ['entries', 'solid'],
            ['exits', 'hatched'],
            [against('-entries'), 'dashed'],
            [against('-exits'), 'dotted'],
          ]}
        />
      );
    case 'takings':
      return (
        <TimePanel
          {...props}
          along="when"
          kind="money"
          least={LEAST_MONEY_MINOR}
          drawn={isDay ? runningTotals(against) : byDay(against)}
        />
      );
    case 'stay':
      return (
        <TimePanel
          {...props}
          along="length"
          shortLabels={t.dashboard.stayFrom}
          kind="count"
          least={LEAST_VEHICLES}
          drawn={[['stays', 'solid']]}
        />
      );
  }
}

/** Over a day it is the running total that tells whether it is ahead. */
const runningTotals = (against: (id: string) => string): readonly Drawn[] => [
  ['sum', 'area'],
  [against('-sum'), 'dashed'],
];

const byDay = (against: (id: string) => string): readonly Drawn[] => [
  ['takings', 'solid'],
  [against(''), 'dashed'],
];
