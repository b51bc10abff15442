import { Skeleton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { Facts } from '../../components/Facts.tsx';
import { problemOf } from '../../link/errors.ts';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { vehicleName } from '../../strings/vehicle-name.ts';
import { CashPanel } from './CashPanel.tsx';
import classes from './desk.module.css';
import type { Paid, Quoted } from './desk-types.ts';
import { LetOut } from './LetOut.tsx';
import { QuoteLines } from './QuoteLines.tsx';
import { Receipt } from './Receipt.tsx';
import { useQuote } from './use-quote.ts';

interface Props {
  readonly ticket: string;
  readonly onScan: (text: string) => void;
  readonly onNext: () => void;
}

/** One vehicle at the counter, from its fee to the way out. */
export function DeskStay({ ticket, onScan, onNext }: Props) {
  const lot = useLot();
  const queries = useQueryClient();
  const quote = useQuote(lot.id, { ticket });
  const [sale, setSale] = useState<{ readonly paid: Paid; readonly quoted: Quoted } | null>(null);
  if (sale !== null) {
    return (
      <div className={classes.columns}>
        <Receipt {...sale} />
        <LetOut quoted={sale.quoted} paid={sale.paid} onNext={onNext} />
      </div>
    );
  }
  if (quote.isError) {
    return (
      <section className={`${classes.card} ${classes.problem}`} role="alert">
        {problemOf(quote.error).message}
      </section>
    );
  }
  if (quote.data === undefined) return <Skeleton h={240} />;
  const quoted = quote.data;
  const done = (paid: Paid) => {
    setSale({ paid, quoted });
    void queries.invalidateQueries({ queryKey: ['quote', lot.id, ticket] });
  };
  return (
    <div className={classes.columns}>
      <Stay quoted={quoted} />
      {quoted.dueMinor > 0 ? (
        <CashPanel
          quoted={quoted}
          onPaid={done}
          onScan={onScan}
          onStale={() => void quote.refetch()}
        />
      ) : (
        <LetOut quoted={quoted} paid={null} onNext={onNext} />
      )}
    </div>
  );
}

function Stay({ quoted }: { readonly quoted: Quoted }) {
  const format = useFormat();
  const names = useNames();
  const now = useStationNow(10_000);
  const { session } = quoted;
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
      </div>
    </section>
  );
}
