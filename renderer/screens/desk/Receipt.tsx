import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useLot, useUser } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import classes from './desk.module.css';
import type { Paid, Quoted } from './desk-types.ts';
import { QuoteLines } from './QuoteLines.tsx';

/** What was paid for, ready for the printer. */
export function Receipt({ paid, quoted }: { readonly paid: Paid; readonly quoted: Quoted }) {
  const lot = useLot();
  const user = useUser();
  const format = useFormat();
  const { session } = quoted;
  const rows: readonly (readonly [string, string])[] = [
    [t.desk.cash, format.money(paid.amountMinor + paid.changeMinor)],
    [t.desk.change, format.money(paid.changeMinor)],
  ];
  return (
    <section className={classes.card} aria-label={t.desk.receipt}>
      <div className={classes.receipt} data-testid="receipt">
        <h3>{lot.name}</h3>
        <div>{t.desk.receiptNumber(format.number(paid.receiptNumber ?? 0))}</div>
        <Row name={t.slot.ticket} value={formatTicketNumber(session.ticketNumber)} />
        {session.plate !== null && <Row name={t.slot.plate} value={session.plate} />}
        <Row name={t.desk.entered} value={format.dateTime(session.entryAt)} />
        <QuoteLines quoted={quoted} />
        {rows.map(([name, value]) => (
          <Row key={name} name={name} value={value} />
        ))}
        <div>{t.desk.leaveBy(format.time(paid.graceUntilAt ?? 0))}</div>
        {user !== null && <div>{t.desk.servedBy(user.username)}</div>}
        <div>{t.desk.thanks}</div>
      </div>
      <Button
        className={classes.noPrint ?? ''}
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
        data-testid="receipt-print"
      >
        {t.common.print}
      </Button>
    </section>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={classes.receiptRow}>
      <span>{name}</span>
      <span>{value}</span>
    </div>
  );
}
