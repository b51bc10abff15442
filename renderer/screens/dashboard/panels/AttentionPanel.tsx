import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { openAlarmsOf } from '../../../link/alarms.ts';
import { useLive } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import type { OpenDrill } from '../../reports/document/SectionTable.tsx';
import classes from '../dashboard.module.css';
import { Panel } from '../Panel.tsx';
import { columnOf, numbersOf } from '../panel-data.ts';

const words = t.dashboard;

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly onDrill: OpenDrill;
}

/** Alarms that are open now, and what did not go its usual way, each with what is behind it. */
export function AttentionPanel({ dashboard, panel, onDrill }: Props) {
  const { number } = useFormat();
  const kinds = columnOf(panel, 'kind').map(String);
  const counts = numbersOf(panel, 'count');
  const before = numbersOf(panel, 'before');
  return (
    <Panel
      dashboard={dashboard}
      panel={panel}
      onDrill={onDrill}
      isEmpty={kinds.length === 0}
      figures={<OpenAlarms />}
    >
      <ul className={classes.exceptions}>
        {kinds.map((kind, index) => {
          const drill = panel.section.drills?.[index] ?? null;
          const count = counts[index] ?? 0;
          const earlier = before[index] ?? null;
          return (
            <li key={kind}>
              <button
                type="button"
                className={classes.exception}
                data-none={count === 0 || undefined}
                disabled={drill === null}
                onClick={() => drill !== null && onDrill(drill, kind, undefined)}
                data-testid={`exception-${index}`}
              >
                <span>{kind}</span>
                <strong>{number(count)}</strong>
                {earlier !== null && <small>{words.before(number(earlier))}</small>}
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Straight from the live picture: an alarm is never two seconds late. */
function OpenAlarms() {
  const { number } = useFormat();
  const alarms = useLive((ui) => ui.alarms);
  const open = alarms.filter(({ clearedAt }) => clearedAt === null).length;
  const waiting = openAlarmsOf(alarms);
  const over = alarms.filter((alarm) => alarm.acknowledgedBy === null).length - waiting;
  const isOpen = open === 0 ? words.noAlarms : words.alarms(number(open));
  const Icon = waiting > 0 ? IconAlertTriangle : IconCircleCheck;
  return (
    <div
      className={classes.alarms}
      data-waiting={waiting > 0 || undefined}
      data-testid="dashboard-alarms"
    >
      <Icon size="1.6em" stroke={1.5} aria-hidden />
      <dt>{waiting > 0 ? t.shell.alarmCount(waiting) : isOpen}</dt>
      <dd>
        {waiting > 0 && <span>{isOpen}</span>}
        {over > 0 && <span>{words.alarmsOver(number(over))}</span>}
        {alarms.length > 0 && <Link href="/">{words.toAlarms}</Link>}
      </dd>
    </div>
  );
}
