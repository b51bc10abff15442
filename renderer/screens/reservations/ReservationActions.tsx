import { Button, Stack } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCalendarCog,
  IconCalendarX,
  IconCashRegister,
  IconReceiptRefund,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { PayReservation } from './PayReservation.tsx';

const words = t.reservations;
type Dialog = 'change' | 'cancel' | 'pay' | 'waive' | 'refund';

interface Props {
  readonly reservation: ReservationDetail;
}

/** All that can still be done with a booking. */
export function ReservationActions({ reservation: one }: Props) {
  const format = useFormat();
  const takes = useTakesCommands();
  const mayManage = useMay('reservation.manage');
  const mayTake = useMay('payment.take');
  const mayRefund = useMay('payment.refund');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const icon = { size: 16, 'aria-hidden': true } as const;
  const active = one.state === 'booked' || one.state === 'arrived';
  const button = (of: Dialog, label: string, leftSection: React.ReactNode, first = false) => (
    <Button
      variant={first ? 'filled' : 'default'}
      leftSection={leftSection}
      disabled={!takes}
      onClick={() => setDialog(of)}
      data-testid={`reservation-${of}`}
    >
      {label}
    </Button>
  );
  return (
    <Stack gap={8}>
      {mayTake &&
        one.dueMinor > 0 &&
        button('pay', words.pay(format.money(one.dueMinor)), <IconCashRegister {...icon} />, true)}
      {mayManage && active && button('change', words.change, <IconCalendarCog {...icon} />)}
      {mayManage &&
        one.state === 'booked' &&
        button('cancel', words.cancel, <IconCalendarX {...icon} />)}
      {mayRefund && one.feeMinor > 0 && button('waive', words.waive, <IconArrowBackUp {...icon} />)}
      {mayRefund &&
        one.refundableMinor > 0 &&
        button(
          'refund',
          words.refund(format.money(one.refundableMinor)),
          <IconReceiptRefund {...icon} />,
        )}
      <Dialogs reservation={one} dialog={dialog} onClose={() => setDialog(null)} />
    </Stack>
  );
}

function Dialogs({
  reservation,
  dialog,
  onClose,
}: Props & { readonly dialog: Dialog | null; readonly onClose: () => void }) {
  switch (dialog) {
    case 'change':
      return <ChangeDialog reservation={reservation} onClose={onClose} />;
    case 'cancel':
      return <CancelDialog reservation={reservation} onClose={onClose} />;
    case 'pay':
      return <PayReservation reservation={reservation} onClose={onClose} />;
    case 'waive':
    case 'refund':
      return <MoneyBack reservation={reservation} what={dialog} onClose={onClose} />;
    case null:
      return null;
  }
}

function MoneyBack({
  reservation,
  what,
  onClose,
}: Props & { readonly what: 'waive' | 'refund'; readonly onClose: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const format = useFormat();
  const { id: reservationId, feeMinor, paidMinor, refundableMinor } = reservation;
  const own = what === 'waive' ? words.waiving : words.refunding;
  const act = useCommand(
    (reason: string, commandId) => {
      const input = { lotId, reservationId, reason, commandId };
      return what === 'waive'
        ? client.reservations.waive(input)
        : client.reservations.refund(input);
    },
    () => tellDone(own.done),
  );
  const hint =
    what === 'waive' ? words.waiving.hint(format.money(paidMinor)) : words.refunding.hint;
  return (
    <ReasonDialog
      title={own.title(format.money(what === 'waive' ? feeMinor : refundableMinor))}
      hint={hint}
      reasons={own.reasons}
      confirm={own.confirm}
      onConfirm={act.run}
      onClose={onClose}
    />
  );
}
