import { Button, Stack } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import type { PaymentMethod } from '#domain/payment/payment.ts';
import { t } from '../../strings/index.ts';
import { METHOD_KEYS, offeredMethods } from '../desk/pay-keys.ts';
import { FailedNote } from './FailedNote.tsx';
import { MethodBar } from './MethodBar.tsx';
import { NoShift } from './NoShift.tsx';
import { PendingPayment } from './PendingPayment.tsx';
import type { PayFor, Sale } from './pay-types.ts';
import { RequestPanel } from './RequestPanel.tsx';
import { useCaptured } from './use-captured.ts';
import { useMethods } from './use-methods.ts';
import { usePaymentsOf } from './use-payments-of.ts';

interface Props {
  readonly payFor: PayFor;
  /** The booking or the membership. */
  readonly purposeId: string;
  /** Null while what was typed cannot be paid. */
  readonly amountMinor: number | null;
  /** Less than what is due is meant. */
  readonly part: boolean;
  /** Where the amount is typed, if it is not given. */
  readonly amountField?: ReactNode;
  readonly onPaid: (sale: Sale) => void;
  /** What leads out of it without paying. */
  readonly leave: string;
  readonly onLeave: () => void;
  /** How cash is taken. */
  readonly children: ReactNode;
}

/**
 * Every way to pay for something within a dialog, each behind its key, and what is under way of it,
 * followed until it is paid or not.
 */
export function PayWays(props: Props) {
  const { purposeId, onPaid, leave, onLeave, children } = props;
  const [method, setMethod] = useState<PaymentMethod>('cash');
  const [askedId, setAskedId] = useState<string | null>(null);
  const payments = usePaymentsOf(purposeId);
  const methods = useMethods().data;
  const pending = payments.data?.find(
    ({ state, laneId }) => state === 'requested' && laneId === null,
  );
  const asked = payments.data?.find(({ id }) => id === askedId);
  const offered = offeredMethods(methods);
  useCaptured(asked, onPaid);
  // What is under way shows even if somebody else has asked for it, or the dialog was closed meanwhile.
  useEffect(() => {
    if (pending !== undefined) setAskedId(pending.id);
  }, [pending]);
  useHotkeys(
    offered.map((one) => [METHOD_KEYS[one], () => setMethod(one)]),
    [],
  );
  // The dialog goes on with what follows from it.
  if (asked?.state === 'captured') return null;
  if (pending !== undefined)
    return (
      <Stack data-testid="pay-ways">
        <PendingPayment payment={pending} />
        <Button variant="subtle" onClick={onLeave} data-testid="pay-leave">
          {t.desk.goesOn}
        </Button>
      </Stack>
    );
  return (
    <Stack data-testid="pay-ways">
      <MethodBar offered={offered} method={method} onChoose={setMethod} />
      <FailedNote payment={asked} />
      {method === 'cash' ? (
        <>
          <NoShift />
          {children}
        </>
      ) : (
        <>
          <RequestPanel
            key={method}
            payFor={props.payFor}
            method={method}
            served={methods?.find((one) => one.method === method)}
            amountMinor={props.amountMinor ?? 0}
            part={props.part}
            hold={props.amountMinor === null}
            onAsked={setAskedId}
            onStale={() => void payments.refetch()}
          >
            {props.amountField}
          </RequestPanel>
          <Button variant="default" onClick={onLeave} data-testid="pay-leave">
            {leave}
          </Button>
        </>
      )}
    </Stack>
  );
}
