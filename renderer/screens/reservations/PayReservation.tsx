import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ReservationDetail } from '#domain/contract/reservations.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.reservations.cash;

interface Props {
  readonly reservation: ReservationDetail;
  readonly onClose: () => void;
}

/** Takes what a booking still costs, in cash. */
export function PayReservation({ reservation, onClose }: Props) {
  const format = useFormat();
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title(format.money(reservation.dueMinor))}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <CashForm reservation={reservation} onClose={onClose} />
    </Modal>
  );
}

/** The same within another dialog: `onClose` follows the money, or putting it off. */
export function CashForm({ reservation, onClose }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
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
    ({ receiptNumber }) => {
      const receipt = receiptNumber === null ? '' : format.number(receiptNumber);
      tellDone(words.done(format.money(amountMinor), receipt));
      onClose();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (covers) void take.run(tenderedMinor);
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
          <Button variant="default" onClick={onClose}>
            {words.later}
          </Button>
          <Button
            type="submit"
            disabled={!covers}
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
