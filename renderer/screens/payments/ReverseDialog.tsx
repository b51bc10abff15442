import type { PaymentRow } from '#domain/contract/payments.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.payments;

interface Props {
  readonly payment: PaymentRow;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Takes a payment back as if it had never been, while the vehicle is still there. */
export function ReverseDialog({ payment, onClose, onDone }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const amount = format.money(payment.capturedMinor);
  const isCash = payment.method === 'cash';
  const reverse = useCommand(
    (reason: string, commandId) =>
      client.payments.reverse({ lotId: lot.id, paymentId: payment.id, reason, commandId }),
    () => {
      tellDone(isCash ? words.reversed : words.reverseAsked);
      onDone?.();
    },
  );
  return (
    <ReasonDialog
      title={words.reverseTitle(amount)}
      hint={isCash ? words.reverseHint.cash(amount) : words.reverseHint.card}
      reasons={words.reverseReasons}
      confirm={words.reverse}
      ready={takes}
      onConfirm={reverse.run}
      onClose={onClose}
    />
  );
}
