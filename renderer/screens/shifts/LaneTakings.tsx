import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { problemOf } from '../../link/errors.ts';
import { useBookVersion, useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { ReportDay } from '../reports/day/ReportDay.tsx';
import { MoneyHeads } from './MoneyHeads.tsx';
import classes from './shifts.module.css';

/** What lanes took on a day, and what went through no till at the desk. */
export function LaneTakings() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const today = format.dayOf(useStationNow(60_000));
  const [chosen, setChosen] = useState<string | null>(null);
  const day = chosen ?? today;
  const version = useBookVersion('payments');
  const takings = useQuery({
    queryKey: ['lane-takings', lotId, day, version],
    queryFn: () => client.shifts.laneTakings({ lotId, date: day }),
  });
  return (
    <section className={classes.lanes} aria-label={t.shifts.lanes.title}>
      <div className={classes.lanesHead}>
        <div>
          <h2 className={classes.title}>{t.shifts.lanes.title}</h2>
          <p className={classes.hint}>{t.shifts.lanes.hint}</p>
        </div>
        <ReportDay day={day} today={today} onChoose={setChosen} />
      </div>
      {takings.isPending && <Skeleton h={160} role="status" aria-label={t.common.loading} />}
      {takings.isError && <p role="alert">{problemOf(takings.error).message}</p>}
      {takings.data?.lanes.length === 0 && <EmptyNote title={t.shifts.lanes.none} />}
      {takings.data !== undefined && takings.data.lanes.length > 0 && (
        <Table lanes={takings.data.lanes} />
      )}
    </section>
  );
}

type Lanes = Awaited<
  ReturnType<ReturnType<typeof useStation>['client']['shifts']['laneTakings']>
>['lanes'];

function Table({ lanes }: { readonly lanes: Lanes }) {
  const format = useFormat();
  const names = useNames();
  return (
    <table className={classes.rows} data-testid="lane-takings">
      <thead>
        <tr>
          <th scope="col">{t.shifts.lanes.lane}</th>
          <MoneyHeads />
        </tr>
      </thead>
      <tbody>
        {lanes.map((row) => (
          <tr key={`${row.laneId} ${row.method}`}>
            <th scope="row">
              {row.laneId === null ? t.shifts.lanes.noLane : names.lane(row.laneId)}
            </th>
            <td>{t.paymentMethods[row.method]}</td>
            <td className={classes.money}>{format.number(row.count)}</td>
            <td className={classes.money}>{format.money(row.takenMinor)}</td>
            <td className={classes.money}>{format.money(-row.refundedMinor)}</td>
            <td className={classes.money}>{format.money(row.takenMinor - row.refundedMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
