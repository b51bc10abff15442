import { Anchor, Button, Loader, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { useFormat } from '../../app/lot-format.ts';
import { QrCode } from '../../components/QrCode.tsx';
import { useMay, useStationNow } from '../../link/hooks.ts';
import { t } from '../../strings/index.ts';
import { AbortButton } from '../payments/PaymentActions.tsx';
import { ResolveDialog } from '../payments/ResolveDialog.tsx';
import classes from './pay.module.css';

const QR_PIXELS = 264;

/** A payment that a terminal or provider works on: what to scan, how long still, and how to end it. */
export function PendingPayment({ payment }: { readonly payment: PaymentRow }) {
  const format = useFormat();
  const amount = format.money(payment.amountMinor);
  return (
    <div className={classes.pay} data-testid="pending-payment" data-state={payment.state}>
      <div className={classes.due}>
        <h2 className={classes.title} role="status">
          {payment.uncertain ? t.payments.uncertain : t.desk.waiting[payment.method]}
        </h2>
        <span className={classes.amount}>{amount}</span>
      </div>
      {payment.uncertain ? (
        <Uncertain payment={payment} />
      ) : (
        <>
          <p className={classes.note}>{t.desk.waitingHint[payment.method]}</p>
          <Code payment={payment} />
          {payment.expiresAt !== null && <Countdown untilAt={payment.expiresAt} />}
          <AbortButton payment={payment} />
        </>
      )}
    </div>
  );
}

function Code({ payment }: { readonly payment: PaymentRow }) {
  const format = useFormat();
  if (payment.method === 'card')
    return (
      <div className={classes.waiting}>
        <Loader type="dots" aria-label={t.desk.waiting.card} />
      </div>
    );
  if (payment.link === null)
    return (
      <div className={classes.waiting} role="status">
        {t.desk.preparing}
      </div>
    );
  const label = t.desk.codeOf(format.money(payment.amountMinor));
  return (
    <>
      <QrCode data={payment.link} label={label} sizePixels={QR_PIXELS} />
      {/^https?:/u.test(payment.link) && (
        // A driver on the telephone gets the address; a payment app's own scheme opens nothing here.
        <Anchor
          href={payment.link}
          target="_blank"
          rel="noopener noreferrer"
          data-testid="pay-link"
        >
          {payment.link}
        </Anchor>
      )}
    </>
  );
}

function Countdown({ untilAt }: { readonly untilAt: number }) {
  const now = useStationNow(1_000);
  const seconds = Math.ceil((untilAt - now) / 1_000);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <p className={classes.note} data-testid="pay-countdown">
      {seconds <= 0 ? t.desk.expired : t.desk.expires(clock)}
    </p>
  );
}

/** The terminal cannot tell: its slip says what happened, and a manager decides by it. */
function Uncertain({ payment }: { readonly payment: PaymentRow }) {
  const mayResolve = useMay('payment.refund');
  const [captured, setCaptured] = useState<boolean | null>(null);
  return (
    <Stack gap={8}>
      <p className={classes.warning}>
        <IconAlertTriangle size={16} aria-hidden />
        {t.payments.uncertainHint}
      </p>
      {mayResolve ? (
        <>
          <Button onClick={() => setCaptured(true)} data-testid="resolve-paid">
            {t.payments.resolvePaid}
          </Button>
          <Button variant="default" onClick={() => setCaptured(false)} data-testid="resolve-not">
            {t.payments.resolveNot}
          </Button>
        </>
      ) : (
        <p>{t.desk.callManager}</p>
      )}
      {captured !== null && (
        <ResolveDialog payment={payment} captured={captured} onClose={() => setCaptured(null)} />
      )}
    </Stack>
  );
}
