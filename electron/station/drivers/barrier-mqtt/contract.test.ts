import { mqttBarrierSchema, RELAY_MAKES } from '#domain/facility/device/barrier-mqtt.ts';
import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockRelay } from './mock.ts';

for (const make of RELAY_MAKES)
  driverContract(`barrier-mqtt, ${make}`, () => {
    const input = {
      id: 'barrier',
      label: 'Barrier',
      driver: 'barrier-mqtt',
      laneId: 'in',
      make,
      topic: `${make}-441793`,
      relays: { vend: 0, close: 1 },
      inputs: { armingLoop: 0, safetyLoop: 1 },
      pulseMs: 100,
    } as const;
    let vends = 0;
    let isOn = false;
    return mqttPeer(
      input,
      (url) =>
        startMockRelay({
          url,
          lotId: 'yard',
          device: mqttBarrierSchema.parse(input),
          onCoil: (coil, on) => {
            if (coil === 'vend' && on) vends += 1;
          },
        }),
      {
        answers: true,
        countsGarbage: true,
        async exchange(mock, { driver, of }) {
          const before = vends;
          await driver.perform({ kind: 'vend', laneId: 'in' });
          await until('the vend', () => vends === before + 1);
          await until('the end of the impulse', () => mock.relays.get(0) === false);
          isOn = !isOn;
          mock.setInputs({ armingLoop: isOn });
          await until('the loop', () => of('loop').at(-1)?.on === isOn);
        },
        async garbage(mock) {
          await mock.sendRaw('perhaps');
          await mock.sendRaw(Buffer.from([0xff, 0x00, 0xfe]));
          await mock.sendRaw(`{"POWER1":${'['.repeat(5_000)}`);
          await mock.sendRaw(Buffer.alloc(100_000, 0x31));
        },
      },
    );
  });
