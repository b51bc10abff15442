import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import type { DeviceInput } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { startMockZoneCounter } from './mock.ts';

const head = { id: 'deck', label: 'Deck', driver: 'zone-counter-mqtt', zoneId: 'all' } as const;
const CROSSINGS: DeviceInput = { ...head, counts: { kind: 'crossings' } };
const OCCUPIED: DeviceInput = { ...head, counts: { kind: 'occupied', settleMs: 0 } };

const start = (url: string) => startMockZoneCounter({ url, lotId: 'yard', deviceId: 'deck' });

driverContract('zone-counter-mqtt that counts crossings', () => {
  let crossed = 0;
  return mqttPeer(CROSSINGS, start, {
    countsGarbage: true,
    async exchange(mock, driver) {
      const before = driver.of('crossing').length;
      crossed += 1;
      await mock.crossed('in', `c${crossed}`);
      await until('the crossing', () => driver.of('crossing').length > before);
    },
    garbage: (mock) => sendGarbage(mock.sendRaw),
  });
});

driverContract('zone-counter-mqtt that looks at a zone', () => {
  let seen = 0;
  return mqttPeer(OCCUPIED, start, {
    countsGarbage: true,
    async exchange(mock, driver) {
      seen += 1;
      await mock.occupied(seen);
      await until('the count', () => driver.of('occupied').at(-1)?.vehicles === seen);
    },
    garbage: (mock) => sendGarbage(mock.sendRaw),
  });
});

async function sendGarbage(send: (payload: string | Buffer) => Promise<void>): Promise<void> {
  for (const text of ['many', '-1', '1.5', '{"occupied":"3"}', '{"crossed":"over"}', '[]', 'null'])
    await send(text);
  await send('{"crossed":"in","vehicles":0}');
  await send('{"occupied":1e9}');
  await send(Buffer.alloc(70_000, 0x31));
}
