import { Button, Group } from '@mantine/core';
import { IconArrowBackUp, IconPrinter } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { PaperPreview } from '../../components/PaperPreview.tsx';
import type { DocumentName } from '../../link/documents.ts';
import { useLot, useTakesCommands, useUser } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import type { Sale } from '../pay/pay-types.ts';
import { isReversible } from '../payments/payment-timeline.ts';
import { ReverseDialog } from '../payments/ReverseDialog.tsx';
import classes from './desk.module.css';
import type { Quoted } from './desk-types.ts';
import { QuoteLines } from './QuoteLines.tsx';

interface Props {
  readonly sale: Sale;
  /** As it was charged. */
  readonly quoted: Quoted;
  /** Until then the way out is free. */
  readonly graceUntilAt: number | null;
  /** As the station holds it by now. */
  readonly payment: PaymentRow | undefined;
  readonly onReversed: () => void;
}

/** What was paid for; on paper and as a file as the station makes it. */
export function Receipt({ sale, quoted, graceUntilAt, payment, onReversed }: Props) {
  const format = useFormat();
  const takes = useTakesCommands();
  const [dialog, setDialog] = useState<'paper' | 'reverse' | null>(null);
  const { receiptNumber } = sale;
  const paper = useMemo<DocumentName>(
    () => ({ kind: 'receipt', number: receiptNumber, issue: 'original' }),
    [receiptNumber],
  );
  const close = () => setDialog(null);
  const title = t.desk.receiptNumber(format.number(receiptNumber));
  return (
    <section className={classes.card} aria-label={t.desk.receipt}>
      <Slip sale={sale} quoted={quoted} graceUntilAt={graceUntilAt} />
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => setDialog('paper')}
          data-testid="receipt-print"
        >
          {t.desk.paperReceipt}
        </Button>
        {payment !== undefined && isReversible(payment) && sale.amountMinor > 0 && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            disabled={!takes}
            onClick={() => setDialog('reverse')}
            data-testid="receipt-reverse"
          >
            {t.payments.reverse}
          </Button>
        )}
      </Group>
      {dialog === 'paper' && <PaperPreview title={title} name={paper} onClose={close} />}
      {dialog === 'reverse' && payment !== undefined && (
        <ReverseDialog payment={payment} onClose={close} onDone={onReversed} />
      )}
    </section>
  );
}

function Slip({ sale, quoted, graceUntilAt }: Pick<Props, 'sale' | 'quoted' | 'graceUntilAt'>) {
  const lot = useLot();
  const user = useUser();
  const format = useFormat();
  const { session } = quoted;
  const { method, amountMinor, changeMinor } = sale;
  return (
    <div className={classes.receipt} data-testid="receipt">
      <h3>{lot.name}</h3>
      <div>{t.desk.receiptNumber(format.number(sale.receiptNumber))}</div>
      <Row name={t.slot.ticket} value={formatTicketNumber(session.ticketNumber)} />
      {session.plate !== null && <Row name={t.slot.plate} value={session.plate} />}
      <Row name={t.desk.entered} value={format.dateTime(session.entryAt)} />
      <QuoteLines quoted={quoted} />
      {amountMinor > 0 && method === 'cash' && (
        <>
          <Row name={t.desk.cash} value={format.money(amountMinor + changeMinor)} />
          <Row name={t.desk.change} value={format.money(changeMinor)} />
        </>
      )}
      {amountMinor > 0 && method !== 'cash' && (
        <Row name={t.paymentMethods[method]} value={format.money(amountMinor)} />
      )}
      {graceUntilAt !== null && <div>{t.desk.leaveBy(format.time(graceUntilAt))}</div>}
      {user !== null && <div>{t.desk.servedBy(user.username)}</div>}
      <div>{t.desk.thanks}</div>
    </div>
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
