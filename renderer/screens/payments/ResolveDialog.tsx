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
  /** What the terminal's slip says. */
  readonly captured: boolean;
  readonly onClose: () => void;
}

/** Staff decide on a payment whose terminal could not tell. */
export function ResolveDialog({ payment, captured, onClose }: Props) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const takes = useTakesCommands();
  const resolve = useCommand(
    (reason: string, commandId) =>
      client.payments.resolve({
        lotId: lot.id,
        paymentId: payment.id,
        captured,
        reason,
        commandId,
      }),
    () => tellDone(words.resolved),
  );
  const which = captured ? 'paid' : 'not';
  return (
    <ReasonDialog
      title={words.resolveTitle[which]}
      hint={
        captured ? words.resolveHint.paid(format.money(payment.amountMinor)) : words.resolveHint.not
      }
      reasons={words.resolveReasons[which]}
      confirm={captured ? words.resolvePaid : words.resolveNot}
      ready={takes}
      onConfirm={resolve.run}
      onClose={onClose}
    />
  );
}
