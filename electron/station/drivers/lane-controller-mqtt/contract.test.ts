import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { RECORDED_TOKEN } from '../test-support/recorded-driver.ts';
import { until } from '../test-support/wait.ts';
import { startMockLaneController } from './mock.ts';

driverContract('lane-controller-mqtt', () =>
  mqttPeer(
    { id: 'plc', label: 'Controller', driver: 'lane-controller-mqtt', laneId: 'in', stock: 10 },
    (url) =>
      startMockLaneController({ url, lotId: 'yard', deviceId: 'plc', token: RECORDED_TOKEN }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        mock.open();
        await until('the event', () => driver.of('replay').some(({ replay }) => replay.number > 0));
        // Told again and again until it is taken.
        for (const { taken } of driver.of('replay')) taken();
        await until('the acknowledgement', () => {
          driver.of('replay').at(-1)?.taken();
          return mock.waiting === 0;
        });
      },
      async garbage(mock) {
        await mock.sendRaw('{"epoch":"e","number":1,"at":1,"kind":"opened"}');
        await mock.sendRaw(Buffer.from([0xff, 0x00, 0xfe]));
        await mock.sendRaw(Buffer.alloc(100_000, 0x31));
        await mock.sendRaw(`${'A'.repeat(43)} {"epoch":"e","number":1,"at":1,"kind":"opened"}`);
        await mock.sendSigned('{"epoch":"e","number":0,"kind":"opened"}');
        await mock.sendSigned('{"epoch":"e","number":1,"at":"noon","kind":"opened"}');
        await mock.sendSigned('{"epoch":"e","number":1e300,"at":1,"kind":"opened"}');
        await mock.sendSigned('not even JSON');
      },
    },
  ),
);
