import { Button, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { VEHICLE_CLASSES, type VehicleClass } from '#domain/facility/kinds.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import { MoneyInput } from '../../components/MoneyInput.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './lost-ticket.module.css';
import { PaidWithoutStay } from './PaidWithoutStay.tsx';
import type { PaidCharge } from './paid-charge.ts';

const words = t.guard.lost;

/** Nobody knows when it came in: the tariff's charge is taken, and the receipt opens the exit. */
export function NoStay({ onDone }: { readonly onDone: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const [vehicleClass, setVehicleClass] = useState<VehicleClass>('car');
  const [paid, setPaid] = useState<PaidCharge | null>(null);
  const charge = useQuery({
    queryKey: ['lost-ticket-charge', lot.id, vehicleClass],
    queryFn: () => client.lostTickets.charge({ lotId: lot.id, vehicleClass }),
  });
  if (paid !== null) return <PaidWithoutStay paid={paid} onDone={onDone} />;
  return (
    <Stack>
      <Text c="dimmed">{words.chargeHint}</Text>
      <Select
        label={words.vehicleClass}
        data={VEHICLE_CLASSES.map((value) => ({ value, label: t.vehicleClasses[value] }))}
        value={vehicleClass}
        onChange={(value) =>
          setVehicleClass(VEHICLE_CLASSES.find((candidate) => candidate === value) ?? 'car')
        }
      />
      {charge.isPending && <Skeleton h={64} role="status" aria-label={t.common.loading} />}
      {charge.isError && (
        <EmptyNote title={words.failed}>
          <Button variant="default" onClick={() => void charge.refetch()}>
            {t.common.retry}
          </Button>
        </EmptyNote>
      )}
      {charge.data !== undefined &&
        (charge.data.dueMinor === 0 ? (
          <p role="alert">{words.chargeNone}</p>
        ) : (
          <TakeCharge
            key={charge.data.dueMinor}
            dueMinor={charge.data.dueMinor}
            vehicleClass={vehicleClass}
            onPaid={setPaid}
          />
        ))}
    </Stack>
  );
}

function TakeCharge({
  dueMinor,
  vehicleClass,
  onPaid,
}: {
  readonly dueMinor: number;
  readonly vehicleClass: VehicleClass;
  readonly onPaid: (paid: PaidCharge) => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const [text, setText] = useState('');
  const tendered = text.trim() === '' ? dueMinor : format.parseMoney(text);
  const covers = tendered !== null && tendered >= dueMinor;
  const take = useCommand(
    (tenderedMinor: number, commandId) =>
      client.payments.create({
        lotId: lot.id,
        lostTicket: { vehicleClass },
        method: 'cash',
        amountMinor: dueMinor,
        tenderedMinor,
        commandId,
      }),
    (done) => {
      tellDone(words.paid(format.number(done.receiptNumber ?? 0)));
      onPaid(done);
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (covers) void take.run(tendered);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <p className={classes.charge}>
          {words.charge} <strong data-testid="lost-charge">{format.money(dueMinor)}</strong>
        </p>
        <MoneyInput
          label={words.tendered}
          placeholder={format.money(dueMinor)}
          text={text}
          onText={setText}
          error={tendered !== null && !covers ? words.tooLittle : null}
          data-autofocus
          data-testid="lost-tendered"
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!covers} loading={take.busy} data-testid="lost-pay">
            {words.takePayment}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
