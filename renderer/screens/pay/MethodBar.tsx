import { Button, Kbd } from '@mantine/core';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import { t } from '../../strings/index.ts';
import { METHOD_KEYS } from '../desk/pay-keys.ts';
import classes from './pay.module.css';

interface Props {
  readonly offered: readonly PaymentMethod[];
  readonly method: PaymentMethod;
  readonly onChoose: (method: PaymentMethod) => void;
}

/** The ways to pay, each with its key; nothing where there is only cash. */
export function MethodBar({ offered, method, onChoose }: Props) {
  if (offered.length < 2) return null;
  return (
    <fieldset className={classes.methods} aria-label={t.desk.keys}>
      {offered.map((one) => (
        <Button
          key={one}
          variant="default"
          className={classes.method ?? ''}
          aria-pressed={one === method}
          aria-keyshortcuts={METHOD_KEYS[one]}
          onClick={() => onChoose(one)}
          data-testid={`pay-${one}`}
        >
          {t.paymentMethods[one]}
          <Kbd size="xs" ml={8}>
            {METHOD_KEYS[one]}
          </Kbd>
        </Button>
      ))}
    </fieldset>
  );
}
