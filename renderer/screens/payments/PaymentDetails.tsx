import { CloseButton, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat, useNames } from '../../app/lot-format.ts';
import { Facts } from '../../components/Facts.tsx';
import { useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { PaymentActions } from './PaymentActions.tsx';
import { overpaidMinor, timelineOf } from './payment-timeline.ts';
import classes from './payments.module.css';

const words = t.payments;

interface Props {
  readonly payment: PaymentRow;
  readonly onClose: () => void;
}

/** One payment in full: what it was for, what happened to it, what can be done with it. */
export function PaymentDetails({ payment, onClose }: Props) {
  const format = useFormat();
  const names = useNames();
  const kept = payment.capturedMinor - payment.refundedMinor;
  const amount = payment.capturedAt === null ? payment.amountMinor : kept;
  const rows: [string, string][] = [
    [words.columns.state, t.paymentStates[payment.state]],
    [words.columns.method, t.paymentMethods[payment.method]],
    [words.columns.purpose, words.purposes[payment.purpose]],
  ];
  if (payment.ticketNumber !== null)
    rows.push([words.columns.ticket, formatTicketNumber(payment.ticketNumber)]);
  if (payment.plate !== null) rows.push([words.columns.plate, payment.plate]);
  if (payment.laneId !== null) rows.push([words.lane, names.lane(payment.laneId)]);
  if (payment.provider !== null) rows.push([words.provider, payment.provider]);
  if (payment.method !== 'cash') rows.push([words.reference, payment.reference]);
  return (
    <Stack data-testid="payment-details">
      <Group justify="space-between" wrap="nowrap">
        <h2 className={classes.amount}>{format.money(amount)}</h2>
        <CloseButton aria-label={t.common.close} onClick={onClose} />
      </Group>
      {payment.uncertain && <Notice text={`${words.uncertain} ${words.uncertainHint}`} />}
      {overpaidMinor(payment) > 0 && <Notice text={words.overpaid} />}
      <Facts rows={rows} />
      <Timeline payment={payment} />
      <PaymentActions payment={payment} />
    </Stack>
  );
}

function Notice({ text }: { readonly text: string }) {
  return (
    <p className={classes.notice} role="status">
      <IconAlertTriangle size={16} aria-hidden />
      {text}
    </p>
  );
}

function Timeline({ payment }: { readonly payment: PaymentRow }) {
  const format = useFormat();
  const now = useStationNow(60_000);
  return (
    <section>
      <h3 className={classes.heading}>{words.timeline}</h3>
      <ol className={classes.timeline}>
        {timelineOf(payment, format).map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <span className={classes.when}>
              {at === null ? t.common.noValue : format.timeOn(at, now)}
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
