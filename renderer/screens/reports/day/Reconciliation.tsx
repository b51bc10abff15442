import { Button, Skeleton, Table } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReconciliationReport } from '#domain/contract/guard.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { TICKET_ENDS } from '#domain/views/ledger.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellProblem } from '../../../app/notify.tsx';
import { useRefreshOn } from '../../../app/use-refresh-on.ts';
import { saveText } from '../../../components/download.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import classes from './reconciliation.module.css';

const words = t.guard.reconcile;
const SHOWN_MAX = 200;

/** The tickets of a day: where they went, and what differs from what should have been. */
export function Reconciliation({
  day,
  isToday,
}: {
  readonly day: string;
  readonly isToday: boolean;
}) {
  const { client } = useStation();
  const lot = useLot();
  const key = ['reconciliation', lot.id, day];
  useRefreshOn(
    isToday ? ['TicketIssued', 'SessionEnded', 'SessionClosed', 'GateVended', 'TailgateSeen'] : [],
    key,
  );
  const report = useQuery({
    queryKey: key,
    queryFn: () => client.reports.reconciliation({ lotId: lot.id, date: day }),
  });
  const save = async () => {
    try {
      const about = { lotId: lot.id, report: 'reconciliation', date: day } as const;
      const { fileName, text } = await client.reports.csv(about);
      saveText(fileName, text, 'text/csv;charset=utf-8');
    } catch (cause) {
      tellProblem(cause);
    }
  };
  return (
    <section className={classes.section} aria-label={words.title} data-testid="reconciliation">
      <header className={classes.head}>
        <h2 className={classes.title}>{words.title}</h2>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void save()}
          data-testid="report-csv-reconciliation"
        >
          {words.csv}
        </Button>
      </header>
      {report.isPending && <Skeleton h={160} role="status" aria-label={t.common.loading} />}
      {report.isError && (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void report.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      )}
      {report.data !== undefined && (
        <>
          <Verdict report={report.data} />
          <div className={classes.columns}>
            <Sums report={report.data} isToday={isToday} />
            <Notes report={report.data} />
          </div>
          <Differences report={report.data} />
        </>
      )}
    </section>
  );
}

function Verdict({ report }: { readonly report: ReconciliationReport }) {
  const { number } = useFormat();
  const { unexplained } = report;
  if (unexplained === 0)
    return (
      <p className={classes.verdict} role="status">
        <IconCircleCheck size={20} aria-hidden />
        {words.balanced}
      </p>
    );
  return (
    <p className={classes.verdict} data-bad role="alert">
      <IconAlertTriangleFilled size={20} aria-hidden />
      {words.unbalanced(number(unexplained))} · {words.unbalancedHint}
    </p>
  );
}

/** What came in on the left of the equation, less what went. */
function Sums({
  report,
  isToday,
}: {
  readonly report: ReconciliationReport;
  readonly isToday: boolean;
}) {
  const { number } = useFormat();
  const row = (label: string, sign: string, count: number) => (
    <Table.Tr key={label}>
      <Table.Td>{label}</Table.Td>
      <Table.Td className={classes.figure}>{`${sign}${number(count)}`}</Table.Td>
    </Table.Tr>
  );
  const ends = TICKET_ENDS.filter((how) => how === 'collected' || report.ended[how] > 0);
  return (
    <Table captionSide="top" data-testid="reconciliation-sums">
      <Table.Caption>{words.caption}</Table.Caption>
      <Table.Tbody>
        {row(words.openBefore, '', report.openBefore)}
        {row(words.issued, '+ ', report.issued)}
        {ends.map((how) => row(words.ended[how], '− ', report.ended[how]))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{isToday ? words.openNow : words.openAfter}</Table.Th>
          <Table.Th className={classes.figure}>{`= ${number(report.openAfter)}`}</Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

function Notes({ report }: { readonly report: ReconciliationReport }) {
  const { number, money, percent } = useFormat();
  const { lost, lostRatio, unpaidMinor, occupiedWithoutStay } = report;
  const ratio = lostRatio === null ? '' : ` · ${words.lostRatio(percent(lostRatio))}`;
  return (
    <dl className={classes.notes}>
      <div>
        <dt>{words.lost}</dt>
        <dd data-testid="reconciliation-lost">{`${number(lost)}${ratio}`}</dd>
      </div>
      <div>
        <dt>{words.unpaid}</dt>
        <dd>{money(unpaidMinor)}</dd>
      </div>
      {occupiedWithoutStay !== null && (
        <div>
          <dt>{words.occupied}</dt>
          <dd>
            {occupiedWithoutStay.length === 0
              ? words.occupiedNone
              : occupiedWithoutStay.map(({ label }) => label).join(', ')}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Differences({ report }: { readonly report: ReconciliationReport }) {
  const { time, number, money } = useFormat();
  const lot = useLot();
  const laneOf = (id: string | null) => lot.lanes.find((lane) => lane.id === id)?.label ?? '';
  if (report.differences.length === 0) return <p role="status">{words.noDifferences}</p>;
  const shown = report.differences.slice(0, SHOWN_MAX);
  return (
    <div>
      <Table captionSide="top" data-testid="reconciliation-differences">
        <Table.Caption>{words.differences}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.columns.at}</Table.Th>
            <Table.Th>{words.columns.what}</Table.Th>
            <Table.Th>{words.columns.ticket}</Table.Th>
            <Table.Th>{words.columns.lane}</Table.Th>
            <Table.Th className={classes.figure}>{words.columns.amount}</Table.Th>
            <Table.Th>{words.columns.by}</Table.Th>
            <Table.Th>{words.columns.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may happen in the same millisecond.
            <Table.Tr key={index}>
              <Table.Td>{time(one.at)}</Table.Td>
              <Table.Td>{words.kinds[one.kind]}</Table.Td>
              <Table.Td>
                {one.ticketNumber === null ? '' : formatTicketNumber(one.ticketNumber)}
              </Table.Td>
              <Table.Td>{laneOf(one.laneId)}</Table.Td>
              <Table.Td className={classes.figure}>
                {one.amountMinor === null ? '' : money(one.amountMinor)}
              </Table.Td>
              <Table.Td>{one.by}</Table.Td>
              <Table.Td className={classes.reason}>{one.reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.differences.length > SHOWN_MAX && <p>{words.more(number(SHOWN_MAX))}</p>}
    </div>
  );
}
