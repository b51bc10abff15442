import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { formatTicketNumber } from '#domain/ticket/number.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import type { Format } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

const words = t.reservations.cancelling;

/** Gives a booking up, with its fee and its refund named before. */
export function CancelDialog({
  reservation,
  onClose,
}: {
  readonly reservation: ReservationDetail;
  readonly onClose: () => void;
}) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const mayRefund = useMay('payment.refund');
  const { id: reservationId, number } = reservation;
  const cancel = useCommand(
    (reason: string, commandId) =>
      client.reservations.cancel({ lotId, reservationId, reason, commandId }),
    () => tellDone(words.done),
  );
  return (
    <ReasonDialog
      title={words.title(formatTicketNumber(number))}
      hint={consequences(reservation, mayRefund, format)}
      reasons={words.reasons}
      confirm={words.confirm}
      onConfirm={cancel.run}
      onClose={onClose}
    />
  );
}

function consequences(one: ReservationDetail, mayRefund: boolean, format: Format): string {
  const fee = one.cancellationFeeMinor;
  const sentences = [fee === 0 ? words.free : words.fee(format.money(fee))];
  const backMinor = one.paidMinor - fee;
  if (backMinor > 0)
    sentences.push((mayRefund ? words.back : words.backLater)(format.money(backMinor)));
  if (backMinor < 0) sentences.push(words.owes(format.money(-backMinor)));
  sentences.push(words.others);
  return sentences.join(' ');
}
