import { Button, Skeleton, Stack } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report } from '#domain/contract/operations.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { useAddress } from '../../../app/use-address.ts';
import { useRefreshOn } from '../../../app/use-refresh-on.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import screen from '../../../components/screen.module.css';
import { useLot, useStationNow } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { dayIn } from '../report-address.ts';
import classes from '../reports.module.css';
import { DayCharts } from './DayCharts.tsx';
import { HourTable } from './HourTable.tsx';
import { Reconciliation } from './Reconciliation.tsx';
import { ReportActions } from './ReportActions.tsx';
import { ReportDay } from './ReportDay.tsx';
import { ReportTotals } from './ReportTotals.tsx';

/** One day at a glance: what came, what left, how full it was, what was taken, and the tickets. */
export function DayView() {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const now = useStationNow(30_000);
  const today = format.dayOf(now);
  const { params, set } = useAddress();
  const day = dayIn(params, today);
  const key = ['report', lot.id, day];
  useRefreshOn(
    day === today ? ['SessionStarted', 'SessionEnded', 'PaymentCaptured', 'EntryRefused'] : [],
    key,
  );
  const report = useQuery({
    queryKey: key,
    queryFn: () => client.reports.get({ lotId: lot.id, report: 'summary', date: day }),
  });
  const choose = (next: string) => set({ date: next === today ? null : next });
  return (
    <>
      <header className={screen.head}>
        <h2 className={screen.title}>{t.reports.title}</h2>
        <ReportDay day={day} today={today} onChoose={choose} />
        <span className={screen.grow} />
        <ReportActions day={day} />
      </header>
      <div className={classes.body}>
        {report.isPending && <Loading />}
        {report.isError && (
          <EmptyNote title={t.reports.failed}>
            <Button variant="default" onClick={() => void report.refetch()}>
              {t.common.retry}
            </Button>
          </EmptyNote>
        )}
        {report.data !== undefined && <DayReport report={report.data} isToday={day === today} />}
        <div className={classes.report}>
          <Reconciliation day={day} isToday={day === today} />
        </div>
      </div>
    </>
  );
}

function DayReport({ report, isToday }: { readonly report: Report; readonly isToday: boolean }) {
  const format = useFormat();
  const lot = useLot();
  const now = useStationNow(30_000);
  const [table, setTable] = useState(false);
  const { totals } = report;
  const empty = totals.entries + totals.exits + totals.takingsMinor + totals.peakInside === 0;
  return (
    <div className={classes.report} data-testid="report">
      <h3 className={classes.paperOnly}>
        {t.reports.paperTitle(lot.name, format.day(report.day))}
      </h3>
      {isToday && <p className={classes.paperOnly}>{t.reports.running(format.time(now))}</p>}
      <ReportTotals report={report} />
      {empty ? (
        <EmptyNote title={t.reports.empty} />
      ) : (
        <>
          <div className={classes.switch}>
            <span className={classes.running}>
              {isToday && t.reports.running(format.time(now))}
            </span>
            <Button
              size="xs"
              variant="default"
              leftSection={
                table ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
              }
              onClick={() => setTable(!table)}
              data-testid="report-table-toggle"
            >
              {table ? t.reports.showChart : t.reports.showTable}
            </Button>
          </div>
          {table ? <HourTable report={report} /> : <DayCharts report={report} />}
          {!table && (
            <div className={classes.paperOnly}>
              <HourTable report={report} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Loading() {
  return (
    <Stack p="lg" role="status" aria-label={t.common.loading}>
      <Skeleton h={72} />
      <Skeleton h={320} />
    </Stack>
  );
}
