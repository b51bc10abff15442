import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockChirpstack } from './mock.ts';

const applicationId = '5f1b2c1e-0000-4000-8000-000000000001';
const [first, second] = ['0004a30b001c0530', '0004a30b001c0531'];

driverContract('slot-sensors-chirpstack', () => {
  let isOccupied = 0;
  return mqttPeer(
    {
      id: 'lora',
      label: 'Sensors',
      driver: 'slot-sensors-chirpstack',
      applicationId,
      codec: { kind: 'bosch-tps110' },
      sensors: [
        { devEui: first.toUpperCase(), slotId: 's-1' },
        { devEui: second, slotId: 's-2' },
      ],
      settleMs: 0,
      // Many heartbeats long, so that a busy machine does not make the network look dead.
      quietAfterMs: 3_000,
    },
    (url) =>
      startMockChirpstack({ url, applicationId, heartbeat: { devEui: first, everyMs: 100 } }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        isOccupied = 1 - isOccupied;
        await mock.uplink({ devEui: second, fPort: 1, bytes: [isOccupied] });
        const presence = isOccupied === 1 ? 'occupied' : 'vacant';
        await until('the presence', () => {
          const last = driver.of('presence').findLast(({ slotId }) => slotId === 's-2');
          return last?.presence === presence;
        });
      },
      async garbage(mock) {
        await mock.sendRaw(second, 'perhaps');
        await mock.sendRaw(second, '{"deviceInfo":{}}');
        await mock.sendRaw(second, Buffer.alloc(70_000, 0x31));
        await mock.uplink({ devEui: second, fPort: 99, bytes: [] });
        await mock.uplink({ devEui: '00000000000000ff', fPort: 1, bytes: [1] });
      },
    },
  );
});
