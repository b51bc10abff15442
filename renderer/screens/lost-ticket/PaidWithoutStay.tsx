import { Button, Group, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useMay } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './lost-ticket.module.css';
import type { PaidCharge } from './paid-charge.ts';

const words = t.guard.lost;

/** The charge is paid: the change, and the exit that its receipt opens. */
export function PaidWithoutStay({
  paid,
  onDone,
}: {
  readonly paid: PaidCharge;
  readonly onDone: () => void;
}) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const mayOpen = useMay('lane.operate');
  const exits = lot.lanes.filter(({ direction }) => direction !== 'entry');
  const [laneId, setLaneId] = useState(exits[0]?.id ?? '');
  const lane = exits.find(({ id }) => id === laneId);
  const open = useCommand(
    (lane: string) =>
      client.lostTickets.letOut({ lotId: lot.id, laneId: lane, paymentId: paid.paymentId }),
    () => {
      tellDone(words.opened(lane?.label ?? laneId));
      onDone();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (laneId !== '') void open.run(laneId);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <p className={classes.charge} role="status">
          {words.paid(format.number(paid.receiptNumber ?? 0))}
          {paid.changeMinor > 0 && (
            <strong data-testid="lost-change">
              {words.change(format.money(paid.changeMinor))}
            </strong>
          )}
        </p>
        <Select
          label={words.lane}
          data={exits.map(({ id, label }) => ({ value: id, label }))}
          value={laneId}
          onChange={(value) => setLaneId(value ?? '')}
          allowDeselect={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t.common.close}
          </Button>
          <Button
            type="submit"
            disabled={!mayOpen || laneId === ''}
            loading={open.busy}
            data-autofocus
            data-testid="lost-let-out"
          >
            {words.letOut}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
