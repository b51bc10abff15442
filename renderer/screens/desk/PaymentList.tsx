import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { PaymentDetails } from '../payments/PaymentDetails.tsx';
import { needsAttention } from '../payments/payment-timeline.ts';
import classes from './desk.module.css';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly payments: readonly PaymentRow[];
}

/** Payments to choose from: each opens with its receipt and what can still be done with it. */
export function PaymentList({ title, hint, payments }: Props) {
  const format = useFormat();
  const now = useStationNow(60_000);
  const [openId, setOpenId] = useState<string | null>(null);
  const opened = payments.find(({ id }) => id === openId);
  const close = () => setOpenId(null);
  if (payments.length === 0) return null;
  return (
    <div data-testid="payment-list">
      <h3 className={classes.cardTitle}>{title}</h3>
      {hint !== undefined && <p className={classes.note}>{hint}</p>}
      <ul className={classes.payments}>
        {payments.map((payment) => (
          <li key={payment.id}>
            <button
              type="button"
              className={classes.payment}
              onClick={() => setOpenId(payment.id)}
              data-testid={`payment-${payment.id}`}
            >
              <span>{format.timeOn(payment.capturedAt ?? payment.requestedAt, now)}</span>
              <span>
                {payment.receiptNumber === null
                  ? t.paymentMethods[payment.method]
                  : `${t.desk.receiptNumber(format.number(payment.receiptNumber))} · ${t.paymentMethods[payment.method]}`}
              </span>
              <span className={classes.unit}>
                {needsAttention(payment) ? '▲ ' : ''}
                {t.paymentStates[payment.state]}
              </span>
              <strong>
                {format.money(
                  payment.capturedAt === null
                    ? payment.amountMinor
                    : payment.capturedMinor - payment.refundedMinor,
                )}
              </strong>
            </button>
          </li>
        ))}
      </ul>
      {opened !== undefined && (
        <Modal opened withCloseButton={false} onClose={close} aria-label={t.payments.details}>
          <PaymentDetails payment={opened} onClose={close} />
        </Modal>
      )}
    </div>
  );
}
