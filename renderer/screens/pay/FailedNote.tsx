import { IconAlertTriangle } from '@tabler/icons-react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { t } from '../../strings/index.ts';
import classes from './pay.module.css';

/** Why nothing was paid, and what to do about it; nothing unless the payment failed. */
export function FailedNote({ payment }: { readonly payment: PaymentRow | undefined }) {
  if (payment?.state !== 'failed') return null;
  return (
    <p className={classes.warning} role="alert" data-testid="pay-failed">
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {t.desk.failed(payment.detail)} {t.desk.failedHint}
      </span>
    </p>
  );
}
