import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { Facts } from '../../components/Facts.tsx';
import { problemOf } from '../../link/errors.ts';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { vehicleName } from '../../strings/vehicle-name.ts';
import { TicketFound } from '../lost-ticket/TicketFound.tsx';
import type { Sale } from '../pay/pay-types.ts';
import { usePaymentsOf } from '../pay/use-payments-of.ts';
import { GiveValidation } from '../validations/GiveValidation.tsx';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';
import { LetOut } from './LetOut.tsx';
import { PaymentList } from './PaymentList.tsx';
import { PayPanel } from './PayPanel.tsx';
import { QuoteLines } from './QuoteLines.tsx';
import { Receipt } from './Receipt.tsx';
import { StayExtras } from './StayExtras.tsx';
import { useQuote } from './use-quote.ts';
import { Validations } from './Validations.tsx';

interface Props {
  readonly ticket: string;
  readonly onScan: (text: string) => void;
  readonly onNext: () => void;
}

/** A sale that is done: what came, what it was charged by, and what holds since. */
interface Done {
  readonly sale: Sale;
  readonly charged: Quoted;
  readonly after: Quoted;
}

/** One vehicle at the counter, from its fee to the way out. */
export function DeskStay({ ticket, onScan, onNext }: Props) {
  const lot = useLot();
  const quote = useQuote(lot.id, { ticket });
  const [done, setDone] = useState<Done | null>(null);
  const sessionId = (done?.charged ?? quote.data)?.session.id;
  const payments = usePaymentsOf(sessionId).data ?? [];
  const quoted = quote.data;
  const paid = useSettled(ticket, quoted, setDone);
  const nil = useNil(quoted, paid);
  if (done !== null) {
    const again = () => {
      setDone(null);
      void quote.refetch();
    };
    return (
      <div className={classes.columns}>
        <Receipt
          sale={done.sale}
          quoted={done.charged}
          graceUntilAt={done.after.graceUntilAt}
          payment={payments.find(({ id }) => id === done.sale.paymentId)}
          onReversed={again}
        />
        <LetOut quoted={done.after} sale={done.sale} onNext={onNext} />
      </div>
    );
  }
  if (quoted === undefined && quote.isError) {
    return (
      <section className={`${classes.card} ${classes.problem}`} role="alert">
        {problemOf(quote.error).message}
      </section>
    );
  }
  if (quoted === undefined) return <Skeleton h={240} />;
  const mayBeNil = quoted.dueMinor === 0 && quoted.graceUntilAt === null;
  return (
    <div className={classes.columns}>
      <Stay quoted={quoted} payments={payments} onScan={onScan} />
      {quoted.dueMinor > 0 ? (
        <PayPanel
          quoted={quoted}
          payments={payments}
          onPaid={paid}
          onScan={onScan}
          onStale={() => void quote.refetch()}
        />
      ) : (
        <LetOut quoted={quoted} sale={null} onNext={onNext} onNil={mayBeNil ? nil : null} />
      )}
    </div>
  );
}

/**
 * Asks anew what is due once money has come: with a rest the stay goes on, without one it is settled.
 * A stay that ended by the payment, at a lane without loops, owes nothing either.
 */
function useSettled(
  ticket: string,
  quoted: Quoted | undefined,
  setDone: (done: Done) => void,
): (sale: Sale) => void {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const queries = useQueryClient();
  return useCallback(
    (sale: Sale) => {
      if (quoted === undefined) return;
      const over = { ...quoted, dueMinor: 0, graceUntilAt: null };
      const settle = (after: Quoted) => {
        queries.setQueryData(['quote', lot.id, ticket], after);
        if (after.dueMinor === 0) return setDone({ sale, charged: quoted, after });
        const words = [sale.amountMinor, after.dueMinor].map((amount) => format.money(amount));
        tellDone(t.desk.partTaken(words[0] ?? '', words[1] ?? ''));
      };
      client.quotes.create({ lotId: lot.id, ticket }).then(settle, () => settle(over));
    },
    [client, format, lot.id, queries, quoted, setDone, ticket],
  );
}

/** A receipt for a stay that owes nothing. */
function useNil(quoted: Quoted | undefined, onPaid: (sale: Sale) => void): () => void {
  const { client } = useStation();
  const lot = useLot();
  const nil = useCommand(
    (ticket: string, commandId) =>
      client.payments.create({ lotId: lot.id, ticket, method: 'cash', amountMinor: 0, commandId }),
    (paid) => onPaid({ ...paid, method: 'cash', receiptNumber: paid.receiptNumber ?? 0 }),
  );
  return () => {
    if (quoted !== undefined && !nil.busy) void nil.run(quoted.session.ticketNumber);
  };
}

function Stay({
  quoted,
  payments,
  onScan,
}: {
  readonly quoted: Quoted;
  readonly payments: readonly PaymentRow[];
  readonly onScan: (text: string) => void;
}) {
  const format = useFormat();
  const names = useNames();
  const now = useStationNow(10_000);
  const { session, quote } = quoted;
  const queries = useQueryClient();
  const quoteAgain = () => void queries.invalidateQueries({ queryKey: ['quote'] });
  // Once the charge is paid, only a refund helps.
  const isLost = quoted.paidMinor === 0 && quote.lines.some(({ code }) => code === 'lost-ticket');
  return (
    <section className={classes.card} aria-label={t.desk.session} data-testid="desk-stay">
      <h2 className={classes.who}>{vehicleName(session)}</h2>
      <Facts
        rows={[
          [t.slot.ticket, formatTicketNumber(session.ticketNumber)],
          [t.slot.class, t.vehicleClasses[session.vehicleClass]],
          [t.desk.slot, session.slotLabel ?? t.common.noValue],
          [
            t.desk.entered,
            `${format.dateTime(session.entryAt)} · ${names.lane(session.entryLaneId)}`,
          ],
          [t.desk.stay, format.duration((session.exitAt ?? now) - session.entryAt)],
        ]}
      />
      <div>
        <h3 className={classes.cardTitle}>{t.desk.fee}</h3>
        <QuoteLines quoted={quoted} />
        {quote.why !== '' && (
          <p className={classes.note} data-testid="quote-why">
            {quote.why}
          </p>
        )}
      </div>
      <StayExtras key={quoted.session.id} quoted={quoted} />
      <Validations quoted={quoted} />
      {quoted.dueMinor > 0 && <GiveValidation sessionId={session.id} onGiven={quoteAgain} />}
      {isLost && <TicketFound sessionId={session.id} onFound={onScan} />}
      <PaymentList title={t.desk.paidBefore} payments={payments} />
    </section>
  );
}
