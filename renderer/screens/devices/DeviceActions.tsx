import { Button, Group } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { useAddress } from '../../app/use-address.ts';
import { t } from '../../strings/index.ts';

const words = t.devices;
const ICON = { size: 16, 'aria-hidden': true } as const;

/** What can be done with a device. */
export function DeviceActions({ row }: { readonly row: DeviceRow }) {
  const { set } = useAddress();
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
    </Group>
  );
}
