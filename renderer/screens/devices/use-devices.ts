import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeviceRow } from '#domain/contract/devices.ts';
import { useLive, useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';

/** How old a figure of a device may be on the screen. Its state is told live. */
const READ_EVERY_MS = 3_000;

/** The lot's devices with their health, read again and again while somebody looks. */
export function useDevices() {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const live = useLive((ui) => ui.devices);
  const query = useQuery({
    queryKey: ['devices', lotId],
    queryFn: () => client.devices.list({ lotId }),
    refetchInterval: READ_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(
    () =>
      (query.data ?? []).map((row): DeviceRow => {
        const now = live.get(row.id);
        return now === undefined ? row : { ...row, status: now.status, detail: now.detail };
      }),
    [query.data, live],
  );
  return { rows, isPending: query.isPending, isError: query.isError, refetch: query.refetch };
}
