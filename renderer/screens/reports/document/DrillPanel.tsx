import { Button, CloseButton, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { DrillPaymentRow, DrillSession } from '#domain/contract/reports.ts';
import type { Drill } from '#domain/reports/document.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import type { FeedEntry } from '#domain/views/live.ts';
import { useFormat, useNames } from '../../../app/lot-format.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import { useMay } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { feedSentence } from '../../../strings/feed-sentence.ts';
import { t } from '../../../strings/index.ts';
import classes from './drill.module.css';

const words = t.reportView;
const ROWS_PER_PAGE = 50;

/** The stays, receipts or events that a figure was counted from, newest first. */
export function DrillPanel({
  lotId,
  drill,
  what,
  onClose,
}: {
  readonly lotId: string;
  readonly drill: Drill;
  readonly what: string;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const pages = useInfiniteQuery({
    queryKey: ['report-drill', lotId, drill],
    queryFn: ({ pageParam }) =>
      client.reports.drill({ lotId, drill, after: pageParam, limit: ROWS_PER_PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  const all = pages.data?.pages ?? [];
  const sessions = all.flatMap((page) => page.sessions);
  const payments = all.flatMap((page) => page.payments);
  const events = all.flatMap((page) => page.events);
  const isEmpty = sessions.length + payments.length + events.length === 0;
  return (
    <aside className={classes.panel} aria-label={words.drill} data-testid="report-drill">
      <header className={classes.head}>
        <h2>{what}</h2>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </header>
      {pages.isPending && <Skeleton h={120} role="status" aria-label={t.common.loading} />}
      {pages.isError && (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void pages.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      )}
      {pages.isSuccess && isEmpty && <p className={classes.quiet}>{words.drillNone}</p>}
      <ul className={classes.rows}>
        {sessions.map((one) => (
          <SessionRow key={one.id} session={one} />
        ))}
        {payments.map((one) => (
          <PaymentRow key={one.receiptNumber} payment={one} />
        ))}
        {events.map((one) => (
          <EventRow key={one.seq} event={one} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </aside>
  );
}

function SessionRow({ session }: { readonly session: DrillSession }) {
  const format = useFormat();
  const { ticketNumber, plate, hasPlate, slotLabel, entryAt, exitAt, paidMinor } = session;
  const vehicle = plate ?? (hasPlate ? words.hidden : words.noPlate);
  return (
    <li data-testid={`drill-session-${ticketNumber}`}>
      <Link href={`/sessions?ticket=${ticketNumber}`} className={classes.link}>
        <strong>{vehicle}</strong> {formatTicketNumber(ticketNumber)}
        {slotLabel !== null && ` · ${slotLabel}`}
      </Link>
      <span className={classes.when}>
        {format.dateTime(entryAt)} –{' '}
        {exitAt === null ? words.inside : format.timeOn(exitAt, entryAt)}
      </span>
      <span className={classes.amount}>{format.money(paidMinor)}</span>
    </li>
  );
}

function PaymentRow({ payment }: { readonly payment: DrillPaymentRow }) {
  const format = useFormat();
  const maySeePayments = useMay('payment.take');
  const { receiptNumber, paymentId, at, by, method, amountMinor } = payment;
  const receipt = <strong>{words.receipt(format.number(receiptNumber))}</strong>;
  return (
    <li data-testid={`drill-receipt-${receiptNumber}`}>
      {maySeePayments ? (
        <Link href={`/payments?payment=${encodeURIComponent(paymentId)}`} className={classes.link}>
          {receipt}
        </Link>
      ) : (
        receipt
      )}
      <span className={classes.when}>
        {format.dateTime(at)} · {t.paymentMethods[method as keyof typeof t.paymentMethods]} · {by}
      </span>
      <span className={classes.amount}>{format.money(amountMinor)}</span>
    </li>
  );
}

function EventRow({ event }: { readonly event: FeedEntry }) {
  const format = useFormat();
  const names = useNames();
  const { live } = useStation();
  return (
    <li>
      <span>{feedSentence(live.known.complete(event), names, format)}</span>
      <span className={classes.when}>
        {format.dateTime(event.at)} · {event.actor}
      </span>
    </li>
  );
}
