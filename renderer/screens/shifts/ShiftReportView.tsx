import type { ReactNode, Ref } from 'react';
import type { ShiftReport } from '#domain/contract/shifts.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useLot } from '../../link/hooks.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { MoneyHeads } from './MoneyHeads.tsx';
import { ShiftReceipts } from './ShiftReceipts.tsx';
import classes from './shifts.module.css';

const words = t.shiftReport;

/** Name, amount or text, and whether it is a sum. */
type Row = readonly [name: ReactNode, value: ReactNode, isSum?: boolean];

/** An X or Z report as it stands on paper. */
export function ShiftReportView({
  report,
  ref,
}: {
  readonly report: ShiftReport;
  readonly ref?: Ref<HTMLElement>;
}) {
  const lot = useLot();
  const format = useFormat();
  const title = report.closeNumber === null ? words.x : words.z(format.number(report.closeNumber));
  return (
    <article ref={ref} className={classes.report} aria-label={title} data-testid="shift-report">
      <header>
        <div className={classes.hint}>{lot.name}</div>
        <h2 className={classes.title}>{title}</h2>
        {report.kind === 'X' && <div className={classes.hint}>{words.xHint}</div>}
      </header>
      <Rows rows={headRows(report, format)} />
      <Section title={words.drawer}>
        <Rows rows={drawerRows(report, format)} />
        {report.reason !== '' && (
          <p data-testid="report-reason">
            {words.reason}: {report.reason}
          </p>
        )}
      </Section>
      <Section title={words.takings}>
        <Totals report={report} />
      </Section>
      {report.pieces.length > 0 && (
        <Section title={words.pieces}>
          <Rows
            rows={report.pieces.map(({ pieceMinor, count }) => [
              words.pieceSum(format.number(count), format.moneyShort(pieceMinor)),
              format.money(pieceMinor * count),
            ])}
          />
        </Section>
      )}
      <Section title={words.withoutSession}>
        <ShiftReceipts payments={report.paymentsWithoutSession} none={words.nothingOdd} />
      </Section>
      <Section title={words.withoutPayment}>
        <Unpaid report={report} />
      </Section>
      <Section title={words.payments}>
        <ShiftReceipts payments={report.payments} none={words.noPayments} />
      </Section>
    </article>
  );
}

function headRows(report: ShiftReport, format: Format): readonly Row[] {
  const rows: Row[] = [
    [words.clerk, report.by],
    [words.opened, format.dateTime(report.openedAt)],
  ];
  if (report.closedAt !== null) rows.push([words.closed, format.dateTime(report.closedAt)]);
  if (report.closedBy !== null && report.closedBy !== report.by)
    rows.push([words.closedBy, report.closedBy]);
  return rows;
}

function drawerRows(report: ShiftReport, format: Format): readonly Row[] {
  const cash = report.totals.find(({ method }) => method === 'cash');
  const rows: Row[] = [
    [words.float, format.money(report.floatMinor)],
    [words.cashTaken, format.money(cash?.takenMinor ?? 0)],
    [words.cashBack, format.money(-(cash?.refundedMinor ?? 0))],
  ];
  for (const { at, move, amountMinor, reason } of report.moves)
    rows.push([
      `${format.time(at)} ${t.shift.moveKinds[move]}: ${reason}`,
      format.money(move === 'pay-in' ? amountMinor : -amountMinor),
    ]);
  rows.push([words.expected, format.money(report.expectedMinor), true]);
  if (report.countedMinor !== null) rows.push([words.counted, format.money(report.countedMinor)]);
  if (report.differenceMinor !== null)
    rows.push([
      words.difference,
      <span
        key="difference"
        className={report.differenceMinor === 0 ? undefined : classes.odd}
        data-testid="report-difference"
      >
        {format.money(report.differenceMinor)}
      </span>,
      true,
    ]);
  return rows;
}

function Totals({ report }: { readonly report: ShiftReport }) {
  const format = useFormat();
  const sum = (pick: (row: ShiftReport['totals'][number]) => number) =>
    report.totals.reduce((total, row) => total + pick(row), 0);
  return (
    <table className={classes.rows}>
      <thead>
        <tr>
          <MoneyHeads />
        </tr>
      </thead>
      <tbody>
        {report.totals.map((row) => (
          <tr key={row.method}>
            <th scope="row">{t.paymentMethods[row.method]}</th>
            <td className={classes.money}>{format.number(row.count)}</td>
            <td className={classes.money}>{format.money(row.takenMinor)}</td>
            <td className={classes.money}>{format.money(-row.refundedMinor)}</td>
            <td className={classes.money}>{format.money(row.takenMinor - row.refundedMinor)}</td>
          </tr>
        ))}
        <tr className={classes.sum}>
          <th scope="row">{words.total}</th>
          <td className={classes.money}>{format.number(sum((row) => row.count))}</td>
          <td className={classes.money}>{format.money(sum((row) => row.takenMinor))}</td>
          <td className={classes.money}>{format.money(-sum((row) => row.refundedMinor))}</td>
          <td className={classes.money} data-testid="report-total">
            {format.money(sum((row) => row.takenMinor - row.refundedMinor))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Unpaid({ report }: { readonly report: ShiftReport }) {
  const format = useFormat();
  const stays = report.sessionsWithoutPayment;
  if (stays.length === 0) return <p className={classes.hint}>{words.nothingOdd}</p>;
  return (
    <Rows
      rows={stays.map((stay) => [
        <span key={stay.sessionId}>
          {format.time(stay.exitAt)} {formatTicketNumber(stay.ticketNumber)}
          {stay.plate !== null && ` · ${stay.plate}`}
        </span>,
        words.owed(format.money(stay.dueMinor)),
      ])}
    />
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className={classes.rows}>
      <tbody>
        {rows.map(([name, value, isSum], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no id and never move.
          <tr key={index} className={isSum === true ? classes.sum : undefined}>
            <th scope="row">{name}</th>
            <td className={classes.money}>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
