import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tellProblem, tellUndoable } from '../../app/notify.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import type { Json } from './form/json-schema.ts';

const words = t.devices.form;

/** Changes of the lot's devices; each can be undone while its notice stands. */
export interface DeviceChanges {
  readonly busy: boolean;
  add(config: Json): Promise<boolean>;
  change(deviceId: string, before: Json, after: Json): Promise<boolean>;
  remove(deviceId: string, label: string): Promise<boolean>;
}

export function useDeviceChanges(): DeviceChanges {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['devices', lotId] });

  /** Does it, tells it, and offers the way back. */
  async function doing(
    subject: string,
    message: string,
    work: () => Promise<() => Promise<unknown>>,
  ): Promise<boolean> {
    setBusy(true);
    try {
      const undo = await work();
      tellUndoable(`device-${subject}`, message, async () => {
        await undo();
        await refresh();
      });
      await refresh();
      return true;
    } catch (cause) {
      tellProblem(cause);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    add: (config) =>
      doing(String(config.id), words.added(String(config.label)), async () => {
        const { deviceId } = await client.devices.create({ lotId, config });
        return () => client.devices.remove({ lotId, deviceId });
      }),
    change: (deviceId, before, after) =>
      doing(deviceId, words.changed(String(after.label)), async () => {
        const done = await client.devices.change({ lotId, deviceId, config: after });
        return () => client.devices.change({ lotId, deviceId: done.deviceId, config: before });
      }),
    remove: (deviceId, label) =>
      doing(deviceId, words.removed(label), async () => {
        const { config, at } = await client.devices.remove({ lotId, deviceId });
        return () => client.devices.create({ lotId, config, at });
      }),
  };
}
