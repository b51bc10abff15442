import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconActivity, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { tellProblem } from '../../app/notify.tsx';
import { useAddress } from '../../app/use-address.ts';
import { useLot, useMay, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import type { OpenForm } from './open-form.ts';
import { useDeviceChanges } from './use-device-changes.ts';

const words = t.devices;
const ICON = { size: 16, 'aria-hidden': true } as const;

interface Props {
  readonly row: DeviceRow;
  readonly onChange: (form: OpenForm) => void;
}

/** What can be done with a device. */
export function DeviceActions({ row, onChange }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const { set } = useAddress();
  const mayManage = useMay('device.manage');
  const takes = useTakesCommands();
  const [isRemoving, setRemoving] = useState(false);
  const change = () =>
    client.devices
      .config({ lotId, deviceId: row.id })
      .then((start) => onChange({ start, deviceId: row.id }), tellProblem);
  return (
    <Group gap={8}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconActivity {...ICON} />}
        onClick={() => set({ tab: 'traffic', device: row.id }, { leap: true })}
        data-testid="device-traffic"
      >
        {words.traffic.ofDevice}
      </Button>
      {mayManage && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencil {...ICON} />}
            disabled={!takes}
            onClick={() => void change()}
            data-testid="device-edit"
          >
            {words.edit}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash {...ICON} />}
            disabled={!takes}
            onClick={() => setRemoving(true)}
            data-testid="device-remove"
          >
            {words.remove}
          </Button>
        </>
      )}
      {isRemoving && <RemoveDialog row={row} onClose={() => setRemoving(false)} />}
    </Group>
  );
}

function RemoveDialog({ row, onClose }: { readonly row: DeviceRow; readonly onClose: () => void }) {
  const changes = useDeviceChanges();
  const { set } = useAddress();
  const remove = async () => {
    if (!(await changes.remove(row.id, row.label))) return;
    onClose();
    set({ device: null });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.removeTitle(row.label)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack>
        <Text>{words.removeHint}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            loading={changes.busy}
            onClick={() => void remove()}
            data-testid="device-remove-confirm"
          >
            {words.remove}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
