import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowUpRight, IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { reportCsv } from '#domain/reports/report-csv.ts';
import { saveText } from '../../components/download.ts';
import { useUser } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { type OpenDrill, SectionTable } from '../reports/document/SectionTable.tsx';
import { useWrite } from '../reports/document/write.ts';
import classes from './dashboard.module.css';
import { documentOf } from './panel-data.ts';

const words = t.dashboard;

interface Props {
  readonly dashboard: Dashboard;
  readonly panel: DashboardPanel;
  readonly onDrill: OpenDrill;
  /** What stands over the drawing. */
  readonly figures: ReactNode;
  readonly isEmpty: boolean;
  /** A sentence under the figures. */
  readonly caption?: string | undefined;
  readonly children: ReactNode;
}

/** One part of the dashboard: its figures, its drawing, and the table and the file of the same one click away. */
export function Panel(props: Props) {
  const { dashboard, panel, onDrill, figures, isEmpty, caption, children } = props;
  const { id, section } = panel;
  const { title } = section;
  const [asTable, setTable] = useState(false);
  const document = documentOf(dashboard, panel, useUser()?.username ?? '');
  const write = useWrite(document);
  const save = () => {
    const name = `${dashboard.lot.id}-${dashboard.period.name.replaceAll(' ', '-')}-dashboard-${id}`;
    saveText(`${name}.csv`, reportCsv(document, { bom: true }), 'text/csv;charset=utf-8');
  };
  return (
    <section
      className={`${classes.panel} ${classes[id] ?? ''}`}
      aria-label={title}
      data-testid={`dashboard-${id}`}
    >
      <header className={classes.panelHead}>
        <h2>{title}</h2>
        <span className={classes.actions}>
          <Action
            label={asTable ? words.chart(title) : words.table(title)}
            testId={`dashboard-${id}-table`}
            onClick={() => setTable(!asTable)}
          >
            {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          </Action>
          <Action label={words.csv(title)} testId={`dashboard-${id}-csv`} onClick={save}>
            <IconDownload size={16} />
          </Action>
          <Tooltip label={words.report(title)}>
            <ActionIcon
              component={Link}
              href={reportPath(dashboard, panel)}
              variant="subtle"
              color="gray"
              aria-label={words.report(title)}
              data-testid={`dashboard-${id}-report`}
            >
              <IconArrowUpRight size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </header>
      {!asTable && <dl className={classes.figures}>{figures}</dl>}
      {!asTable && caption !== undefined && <p className={classes.caption}>{caption}</p>}
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by keyboard.
        <div className={classes.table} tabIndex={0}>
          <SectionTable section={section} write={write} onDrill={onDrill} />
        </div>
      ) : (
        <div className={classes.drawing}>
          {isEmpty ? <p className={classes.quiet}>{words.empty[id]}</p> : children}
        </div>
      )}
    </section>
  );
}

function Action({
  label,
  testId,
  onClick,
  children,
}: {
  readonly label: string;
  readonly testId: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={onClick}
        data-testid={testId}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** The report that says more, of the period that lies nearest. */
function reportPath({ period }: Dashboard, { report }: DashboardPanel): string {
  const days = (period.toAt - period.fromAt) / 86_400_000;
  const kind = days < 1.5 ? 'day' : days < 8 ? 'week' : 'month';
  return `/reports?report=${report}&period=${kind}&date=${period.lastDay}`;
}
