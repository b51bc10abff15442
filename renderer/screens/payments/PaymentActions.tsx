import { Button, Stack } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCashRegister,
  IconReceipt,
  IconReceiptRefund,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { PaperPreview } from '../../components/PaperPreview.tsx';
import type { DocumentName } from '../../link/documents.ts';
import { useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useDeskRequest } from '../desk/desk-request.ts';
import { isReversible, refundableMinor } from './payment-timeline.ts';
import { RefundDialog } from './RefundDialog.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';
import { ReverseDialog } from './ReverseDialog.tsx';

const words = t.payments;

type Dialog = 'refund' | 'reverse' | 'paid' | 'not' | 'receipt';

/** All that can still be done with a payment. */
export function PaymentActions({ payment }: { readonly payment: PaymentRow }) {
  const mayRefund = useMay('payment.refund');
  const takes = useTakesCommands();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [, navigate] = useLocation();
  const toDesk = (ticket: string) => {
    useDeskRequest.getState().ask(ticket);
    navigate('/desk');
  };
  const icon = { size: 16, 'aria-hidden': true } as const;
  const resolvable = payment.uncertain && payment.state === 'requested' && mayRefund;
  return (
    <Stack gap={8}>
      {resolvable && (
        <>
          <Button disabled={!takes} onClick={() => setDialog('paid')} data-testid="resolve-paid">
            {words.resolvePaid}
          </Button>
          <Button
            variant="default"
            disabled={!takes}
            onClick={() => setDialog('not')}
            data-testid="resolve-not"
          >
            {words.resolveNot}
          </Button>
        </>
      )}
      {payment.state === 'requested' && !payment.uncertain && <AbortButton payment={payment} />}
      {payment.receiptNumber !== null && (
        <Button
          variant="default"
          leftSection={<IconReceipt {...icon} />}
          onClick={() => setDialog('receipt')}
          data-testid="payment-receipt"
        >
          {words.lateReceipt}
        </Button>
      )}
      {mayRefund && refundableMinor(payment) > 0 && (
        <Button
          variant="default"
          leftSection={<IconReceiptRefund {...icon} />}
          disabled={!takes}
          onClick={() => setDialog('refund')}
          data-testid="payment-refund"
        >
          {words.refund}
        </Button>
      )}
      {isReversible(payment) && payment.capturedMinor > 0 && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp {...icon} />}
          disabled={!takes}
          onClick={() => setDialog('reverse')}
          data-testid="payment-reverse"
        >
          {words.reverse}
        </Button>
      )}
      {payment.ticketNumber !== null && (
        <Button
          variant="default"
          leftSection={<IconCashRegister {...icon} />}
          onClick={() => toDesk(payment.ticketNumber ?? '')}
        >
          {words.toDesk}
        </Button>
      )}
      <Dialogs payment={payment} dialog={dialog} onClose={() => setDialog(null)} />
    </Stack>
  );
}

interface DialogsProps {
  readonly payment: PaymentRow;
  readonly dialog: Dialog | null;
  readonly onClose: () => void;
}

function Dialogs({ payment, dialog, onClose }: DialogsProps) {
  const format = useFormat();
  const { receiptNumber } = payment;
  const paper = useMemo<DocumentName | null>(
    () =>
      receiptNumber === null ? null : { kind: 'receipt', number: receiptNumber, issue: 'late' },
    [receiptNumber],
  );
  switch (dialog) {
    case 'refund':
      return <RefundDialog payment={payment} onClose={onClose} />;
    case 'reverse':
      return <ReverseDialog payment={payment} onClose={onClose} />;
    case 'paid':
    case 'not':
      return <ResolveDialog payment={payment} captured={dialog === 'paid'} onClose={onClose} />;
    case 'receipt':
      return paper === null ? null : (
        <PaperPreview
          title={t.desk.receiptNumber(format.number(receiptNumber ?? 0))}
          name={paper}
          onClose={onClose}
        />
      );
    case null:
      return null;
  }
}

/** Gives up a payment that is under way; its terminal or provider has the last word. */
export function AbortButton({ payment }: { readonly payment: PaymentRow }) {
  const { client } = useStation();
  const lot = useLot();
  const takes = useTakesCommands();
  const abort = useCommand(
    (paymentId: string, commandId) =>
      client.payments.abort({ lotId: lot.id, paymentId, commandId }),
    () => tellDone(words.abortAsked),
  );
  return (
    <Button
      variant="default"
      disabled={!takes || payment.ending !== null}
      loading={abort.busy}
      onClick={() => void abort.run(payment.id)}
      data-testid="payment-abort"
    >
      {payment.ending === null ? words.abort : words.events.ending[payment.ending]}
    </Button>
  );
}
