import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import type { PaymentRow } from '#domain/contract/payments.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { overpaidMinor, refundableMinor } from './payment-timeline.ts';

const words = t.payments;

interface Props {
  readonly payment: PaymentRow;
  readonly onClose: () => void;
}

/** Money back, whole or in part, with a reason. What nobody owed is proposed first. */
export function RefundDialog({ payment, onClose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const mostMinor = refundableMinor(payment);
  const [text, setText] = useState(() => format.money(overpaidMinor(payment) || mostMinor));
  // A card has to be there for a refund, so its money comes out of the drawer as well.
  const throughProvider = payment.provider !== null;
  const [as, setAs] = useState<'cash' | 'same'>(throughProvider ? 'same' : 'cash');
  const amountMinor = format.parseMoney(text);
  const tooMuch = (amountMinor ?? 0) > mostMinor;
  const refund = useCommand(
    (reason: string, commandId) =>
      client.payments.refund({
        lotId: lot.id,
        paymentId: payment.id,
        amountMinor: amountMinor ?? 0,
        reason,
        as,
        commandId,
      }),
    ({ receiptNumber }) => {
      const amount = format.money(amountMinor ?? 0);
      tellDone(receiptNumber === null ? words.refundAsked(amount) : words.refundDone(amount));
    },
  );
  return (
    <ReasonDialog
      title={words.refundTitle(format.money(mostMinor))}
      hint={words.refundHint}
      reasons={words.refundReasons}
      confirm={words.refund}
      ready={amountMinor !== null && amountMinor > 0 && !tooMuch && takes}
      onConfirm={refund.run}
      onClose={onClose}
    >
      <Stack gap="sm">
        <MoneyInput
          label={words.refundAmount}
          text={text}
          onText={setText}
          error={tooMuch ? words.refundTooMuch(format.money(mostMinor)) : null}
          data-testid="refund-amount"
        />
        {throughProvider && (
          <SegmentedControl
            fullWidth
            aria-label={words.refundAs}
            data={(['same', 'cash'] as const).map((value) => ({
              value,
              label: words.refundWays[value],
            }))}
            value={as}
            onChange={(value) => setAs(value as 'cash' | 'same')}
            data-testid="refund-as"
          />
        )}
      </Stack>
    </ReasonDialog>
  );
}
