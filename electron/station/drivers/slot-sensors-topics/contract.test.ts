import { expect, it } from 'vitest';
import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { messageReader } from './codec.ts';
import { startMockTopicSensors } from './mock.ts';

const BAY = 'zigbee2mqtt/bay-17';

driverContract('slot-sensors-topics', () => {
  let occupied = false;
  return mqttPeer(
    {
      id: 'bays',
      label: 'Bays',
      driver: 'slot-sensors-topics',
      occupied: 'occupancy',
      battery: 'battery',
      settleMs: 0,
      sensors: [{ topic: BAY, slotId: 's-2' }],
    },
    (url) => startMockTopicSensors({ url, lotId: 'yard', deviceId: 'bays' }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        const before = driver.of('presence').length;
        occupied = !occupied;
        await mock.occupancy(BAY, occupied, 81);
        const presence = occupied ? 'occupied' : 'vacant';
        await until('the presence', () =>
          driver
            .of('presence')
            .slice(before)
            .some((input) => input.slotId === 's-2' && input.presence === presence),
        );
        expect(driver.of('sensor').at(-1)).toMatchObject({ slotId: 's-2', batteryPercent: 81 });
      },
      async garbage(mock) {
        await mock.sendRaw(BAY, 'perhaps');
        await mock.sendRaw(BAY, '{"occupancy":"sometimes"}');
        await mock.sendRaw(BAY, Buffer.alloc(70_000, 0x31));
      },
    },
  );
});

const words = { occupiedWhen: [true, 1, 'on'], vacantWhen: [false, 0, 'off'] };

it.each<[string, string | undefined, string, unknown]>([
  ['a plain word', undefined, 'ON', { kind: 'ok', occupied: true }],
  ['a plain number', undefined, '0', { kind: 'ok', occupied: false }],
  ['a place in JSON', 'state.now', '{"state":{"now":true}}', { kind: 'ok', occupied: true }],
  ['a message of something else', 'state', '{"battery":3}', { kind: 'ok', occupied: null }],
  ['a word of no meaning', undefined, 'perhaps', { kind: 'malformed' }],
  ['no JSON where a place is asked for', 'state', 'ON', { kind: 'malformed' }],
])('%s is read', (_, occupied, payload, word) => {
  const read = messageReader({ ...words, ...(occupied === undefined ? {} : { occupied }) });
  expect(read(Buffer.from(payload))).toMatchObject(word as object);
});
