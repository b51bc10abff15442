import type { LotFile } from '#domain/facility/lot-file.ts';
import type { MqttLink } from './mqtt-link.ts';
import { plateTopic, statusTopic } from './topics.ts';

/** Stands where no device's name can: a name from the wire would let a stranger grow the counters. */
export const UNKNOWN_DEVICE_ID = '(unknown)';
const SHOWN_NAME_MAX_CHARS = 63;

/**
 * Listens to the lot's topics for devices that the lot does not have. `found` is given a sentence with
 * the name as it came, cut to what fits. Returns what ends it.
 */
export function watchUnknownDevices(
  lot: LotFile,
  mqtt: MqttLink,
  found: (detail: string) => void,
): () => void {
  const all = new Set(lot.devices.map((device) => device.id));
  const cameras = new Set(
    lot.devices.filter((device) => device.driver === 'camera-mqtt').map((device) => device.id),
  );
  const ends = [
    watch(statusTopic(lot.id, '+'), all, 'device'),
    watch(plateTopic(lot.id, '+'), cameras, 'camera'),
  ];

  function watch(filter: string, known: ReadonlySet<string>, what: string): () => void {
    const head = filter.indexOf('+');
    const tail = filter.length - head - 1;
    return mqtt.subscribe(filter, (topic, payload) => {
      const name = topic.slice(head, topic.length - tail);
      // An empty payload is how a retained message is taken back.
      if (known.has(name) || payload.length === 0) return;
      found(`no ${what} ${JSON.stringify(name.slice(0, SHOWN_NAME_MAX_CHARS))} in this lot`);
    });
  }

  return () => {
    for (const end of ends) end();
  };
}
