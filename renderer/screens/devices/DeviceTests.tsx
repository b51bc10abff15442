import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import type { DeviceTest } from '#domain/facility/device-tests.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import classes from './devices.module.css';

const words = t.devices.tests;
const SHOWN_MAX_LINES = 4;
const LINE_MAX_CHARS = 40;

type GateTest = Extract<DeviceTest, 'vend' | 'hold' | 'close'>;

/** Tries a device by hand. What moves a gate asks why, and is kept as every override is. */
export function DeviceTests({ row }: { readonly row: DeviceRow }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const may = useMay('device.test');
  const takes = useTakesCommands();
  const [open, setOpen] = useState<DeviceTest | null>(null);
  const print = useCommand(
    (deviceId: string, commandId) =>
      client.prints.create({ lotId, deviceId, document: { kind: 'test' }, commandId }),
    ({ state, detail }) => tellDone(state === 'failed' ? detail : words.printed),
  );
  if (!may || row.tests.length === 0) return null;
  const start = (test: DeviceTest) => {
    if (test === 'print') void print.run(row.id);
    else setOpen(test);
  };
  return (
    <section data-testid="device-tests">
      <h3 className={classes.section}>{words.title}</h3>
      <Group gap={8}>
        {row.tests.map((test) => (
          <Button
            key={test}
            size="xs"
            variant="default"
            disabled={!takes}
            loading={test === 'print' && print.busy}
            onClick={() => start(test)}
            data-testid={`device-test-${test}`}
          >
            {words.names[test]}
          </Button>
        ))}
      </Group>
      {open === 'show' && <ShowDialog row={row} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'show' && open !== 'print' && (
        <GateDialog row={row} test={open} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

interface DialogProps {
  readonly row: DeviceRow;
  readonly onClose: () => void;
}

function GateDialog({ row, test, onClose }: DialogProps & { readonly test: GateTest }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const takes = useTakesCommands();
  const run = useCommand(
    (reason: string, commandId) =>
      client.devices.test({ lotId, deviceId: row.id, test: { kind: test, reason }, commandId }),
    () => tellDone(words.taken(row.label)),
  );
  return (
    <ReasonDialog
      title={words.gateTitle(words.names[test], row.label)}
      hint={words.gateHint[test]}
      reasons={words.reasons}
      confirm={words.names[test]}
      ready={takes}
      onConfirm={run.run}
      onClose={onClose}
    />
  );
}

function ShowDialog({ row, onClose }: DialogProps) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const takes = useTakesCommands();
  const [text, setText] = useState<string>(words.showText);
  const lines = text.split('\n').slice(0, SHOWN_MAX_LINES);
  const isTooLong = lines.some((line) => line.length > LINE_MAX_CHARS);
  const run = useCommand(
    (shown: readonly string[], commandId) =>
      client.devices.test({
        lotId,
        deviceId: row.id,
        test: { kind: 'show', lines: [...shown] },
        commandId,
      }),
    () => tellDone(words.taken(row.label)),
  );
  const submit = async () => {
    if (await run.run(lines)) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.showTitle(row.label)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Textarea
          label={words.showLabel}
          description={words.showHint}
          rows={SHOWN_MAX_LINES}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTooLong ? words.tooLong(String(LINE_MAX_CHARS)) : null}
          data-autofocus
          data-testid="test-show-text"
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={!takes || isTooLong || text.trim() === ''}
            loading={run.busy}
            onClick={() => void submit()}
            data-testid="test-show-send"
          >
            {words.names.show}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
