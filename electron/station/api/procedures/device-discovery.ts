import { isOfLot, suggestDevice } from '#domain/facility/suggest-device.ts';
import { findSerialPorts } from '../../drivers/serial-ports.ts';
import { isStationTopic } from '../../drivers/topics.ts';
import { api } from '../base.ts';
import { installedOf, lotOf } from '../lot-call.ts';
import { withoutSecrets } from '../traffic-row.ts';

/** What is there and not mapped yet. */
export const deviceDiscovery = {
  serialPorts: api.devices.serialPorts.handler(async ({ context, input }) => {
    installedOf(lotOf(context, input.lotId));
    const users = new Map<string, string>();
    for (const { state } of context.services.host.lots.values())
      for (const device of state.installed?.lot.devices ?? [])
        for (const path of serialPaths(device)) users.set(path, device.label);
    const ports = await findSerialPorts();
    return ports.map(({ path, label }) => ({ path, label, usedBy: users.get(path) ?? null }));
  }),

  unmapped: api.devices.unmapped.handler(({ context, input }) => {
    const { lot } = installedOf(lotOf(context, input.lotId));
    const { host, topics } = context.services;
    const lots = [...host.lots.values()].flatMap(({ state }) => state.installed?.lot ?? []);
    const isMapped = (topic: string): boolean => {
      if (isStationTopic(topic)) return true;
      // A lot hears its own topics by patterns: whose they are is said by their names.
      const own = lots.find(({ id }) => topic.startsWith(`gatehouse/${id}/`));
      return own === undefined ? topics.hears(topic) : isOfLot(topic, own);
    };
    return topics
      .look()
      .filter(({ topic }) => !isMapped(topic))
      .map(({ topic, count, lastAt, sample }) => ({
        ...{ topic, count, lastAt },
        sample: withoutSecrets(sample),
        suggestion: { ...suggestDevice(topic, sample, lot) },
      }));
  }),
};

/** The serial lines that a configuration names, wherever it does. */
function serialPaths(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { path, baudRate } = value as { readonly path?: unknown; readonly baudRate?: unknown };
  const own = typeof path === 'string' && typeof baudRate === 'number' ? [path] : [];
  return [...own, ...Object.values(value).flatMap(serialPaths)];
}
