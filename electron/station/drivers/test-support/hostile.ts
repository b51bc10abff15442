import mqtt from 'mqtt';
import type { MqttLink } from '../mqtt-link.ts';

/** What no device sends, and anybody on the network may. */
const HOSTILE_PAYLOADS: readonly Buffer[] = [
  '',
  '[',
  '['.repeat(60_000),
  `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
  `{"object":${'{"data":'.repeat(6_000)}[]${'}'.repeat(6_000)}}`,
  '{"__proto__":{"occupied":true},"constructor":{"prototype":{}},"confidence":1e999}',
  '{"plate":{"plate":[]},"id":{},"at":[],"status":{},"on":"","occupied":[],"type":null}',
  'null',
  '[]',
  '-0',
  '1e400',
  '"\\ud800"',
  'x'.repeat(70_000),
  '\u0000\u0000\r\n\u001b[2J',
].map((text) => Buffer.from(text));
const BINARY: readonly Buffer[] = [
  Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
  Buffer.alloc(250_000, 0xff),
  Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
];
/** For each level of a topic that a filter leaves open. */
const ODD_NAMES = [
  '',
  ' ',
  '..',
  '__proto__',
  'constructor',
  '\u{1f697}"<b>',
  '%2e%2e%2f',
  'x'.repeat(3_000),
];

/** A link that notes what its driver listens to, and what its receivers threw. */
export function spiedLink(link: MqttLink): {
  readonly link: MqttLink;
  readonly filters: ReadonlySet<string>;
  readonly faults: readonly unknown[];
} {
  const filters = new Set<string>();
  const faults: unknown[] = [];
  return {
    filters,
    faults,
    link: {
      get connected() {
        return link.connected;
      },
      onConnection: (changed) => link.onConnection(changed),
      publish: (topic, payload, how) => link.publish(topic, payload, how),
      subscribe(filter, receive) {
        filters.add(filter);
        return link.subscribe(filter, (topic, payload, retained) => {
          try {
            receive(topic, payload, retained);
          } catch (error) {
            faults.push(error);
          }
        });
      },
    },
  };
}

/** Sends all of it to all that a driver listens to; resolves when the broker has it. */
export async function sendHostile(url: string, filters: ReadonlySet<string>): Promise<number> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0 });
  const sent: Promise<unknown>[] = [];
  for (const filter of filters) {
    for (const payload of [...HOSTILE_PAYLOADS, ...BINARY])
      for (const topic of topicsOf(filter, ['x']))
        sent.push(client.publishAsync(topic, payload, { qos: 1 }));
    // On a topic of its own these are what the device may well say.
    if (!isOpen(filter)) continue;
    for (const topic of topicsOf(filter, ODD_NAMES))
      for (const payload of ['1', '{"occupied":true}', 'online'])
        sent.push(client.publishAsync(topic, payload, { qos: 1 }));
  }
  await Promise.all(sent);
  await client.endAsync();
  return sent.length;
}

const isOpen = (filter: string) => /[+#]/.test(filter);

/** Topics that match a filter, with each of the names where it has a wildcard. */
function topicsOf(filter: string, names: readonly string[]): readonly string[] {
  if (!isOpen(filter)) return [filter];
  return names.map((name) => filter.replaceAll('+', name).replace('#', name));
}
