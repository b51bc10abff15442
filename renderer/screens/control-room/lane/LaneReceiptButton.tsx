import { Button, Tooltip } from '@mantine/core';
import type { Lane } from '#domain/facility/lot-file.ts';
import type { LaneLive } from '#domain/views/live.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { tellDone, tellFailed } from '../../../app/notify.tsx';
import { useCommand } from '../../../app/use-command.ts';
import { useLot, useMay, useTakesCommands } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';

const words = t.lanes.receipt;

/** A receipt from the printer of the lane, for whoever stands there and has paid, or is to pay. */
export function LaneReceiptButton({
  lane,
  live,
}: {
  readonly lane: Lane;
  readonly live: LaneLive;
}) {
  const { client } = useStation();
  const { id: lotId, devices } = useLot();
  const format = useFormat();
  const may = useMay('payment.take');
  const takes = useTakesCommands();
  const print = useCommand(
    (_: null, commandId) => client.lanes.receipt({ lotId, laneId: lane.id, commandId }),
    ({ state, detail, number, copy }) => {
      if (state === 'noted' || number === null) tellDone(words.noted(lane.label));
      else if (state === 'failed') tellFailed(words.failed(format.number(number), detail));
      else if (state === 'pending') tellDone(words.pending(format.number(number)));
      else tellDone(words.printed(format.number(number), copy === 0 ? null : format.number(copy)));
    },
  );
  const hasPrinter = devices.some(
    (device) =>
      device.driver === 'printer-escpos' &&
      device.laneId === lane.id &&
      device.receipts !== 'never',
  );
  if (!may || !hasPrinter || (live.receipt === null && live.phase !== 'due')) return null;
  const isNoted = live.receipt?.number === null;
  return (
    <Tooltip label={isNoted ? words.notedHint : words.hint}>
      <Button
        size="xs"
        variant={isNoted ? 'light' : 'default'}
        px={4}
        disabled={!takes || isNoted}
        loading={print.busy}
        aria-label={t.lanes.of(isNoted ? words.isNoted : words.button, lane.label)}
        onClick={() => void print.run(null)}
        data-testid={`lane-receipt-${lane.id}`}
      >
        {isNoted ? words.isNoted : words.button}
      </Button>
    </Tooltip>
  );
}
