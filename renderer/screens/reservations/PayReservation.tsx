import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { PaidNote } from '../pay/PaidNote.tsx';
import { PayWays } from '../pay/PayWays.tsx';
import type { Sale } from '../pay/pay-types.ts';

const words = t.reservations.cash;

interface Props {
  readonly reservation: ReservationDetail;
  readonly onClose: () => void;
}

/** Takes what a booking still costs, in any way; then its receipt. */
export function PayReservation({ reservation, onClose }: Props) {
  const format = useFormat();
  const [sale, setSale] = useState<Sale | null>(null);
  const [isPaperOpen, setPaperOpen] = useState(false);
  const amountMinor = sale === null ? reservation.dueMinor : sale.amountMinor;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={!isPaperOpen}
      title={words.title(format.money(amountMinor))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {sale === null ? (
        <ReservationWays reservation={reservation} onLeave={onClose} onPaid={setSale} />
      ) : (
        <Stack>
          <PaidNote sale={sale} onPaper={setPaperOpen} />
          <Button autoFocus onClick={onClose} data-testid="reservation-pay-done">
            {t.reservations.done}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

interface WaysProps {
  readonly reservation: ReservationDetail;
  readonly onPaid: (sale: Sale) => void;
  /** It is put off, or goes on by itself. */
  readonly onLeave: () => void;
}

/** The same within another dialog. */
export function ReservationWays({ reservation, onPaid, onLeave }: WaysProps) {
  const { id: reservationId, dueMinor } = reservation;
  return (
    <PayWays
      payFor={{ reservationId }}
      purposeId={reservationId}
      amountMinor={dueMinor}
      part={false}
      onPaid={onPaid}
      leave={words.later}
      onLeave={onLeave}
    >
      <CashForm reservation={reservation} onPaid={onPaid} onLeave={onLeave} />
    </PayWays>
  );
}

function CashForm({ reservation, onPaid, onLeave }: WaysProps) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const takes = useTakesCommands();
  const format = useFormat();
  const [text, setText] = useState('');
  const { dueMinor: amountMinor, id: reservationId } = reservation;
  const tenderedMinor = text.trim() === '' ? amountMinor : format.parseMoney(text);
  const covers = tenderedMinor !== null && tenderedMinor >= amountMinor;
  const take = useCommand(
    (tendered: number, commandId) =>
      client.payments.create({
        lotId,
        commandId,
        reservationId,
        method: 'cash',
        amountMinor,
        tenderedMinor: tendered,
      }),
    (paid) => onPaid({ ...paid, method: 'cash', receiptNumber: paid.receiptNumber ?? 0 }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (covers && takes) void take.run(tenderedMinor);
  };
  return (
    <form onSubmit={submit} data-testid="reservation-cash">
      <Stack>
        <MoneyInput
          label={words.tendered}
          placeholder={format.money(amountMinor)}
          text={text}
          onText={setText}
          error={tenderedMinor !== null && !covers ? words.tooLittle : null}
          data-autofocus
          data-testid="reservation-tendered"
        />
        <Text role="status">
          {covers && tenderedMinor > amountMinor
            ? words.change(format.money(tenderedMinor - amountMinor))
            : words.noChange}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave}>
            {words.later}
          </Button>
          <Button
            type="submit"
            disabled={!covers || !takes}
            loading={take.busy}
            data-testid="reservation-take"
          >
            {words.take(format.money(amountMinor))}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
