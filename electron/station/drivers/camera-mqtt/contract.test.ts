import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockCamera } from './mock.ts';

driverContract('camera-mqtt', () => {
  let reads = 0;
  return mqttPeer(
    { id: 'cam', label: 'Camera', driver: 'camera-mqtt', laneId: 'in' },
    (url) => startMockCamera({ url, lotId: 'yard', deviceId: 'cam' }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        const id = `r${++reads}`;
        await mock.read({ id, plate: 'ab-12 cde', confidence: 0.9, at: new Date().toISOString() });
        await until('the read', () =>
          driver.of('plate').some((read) => read.readId === id && read.plate === 'AB12CDE'),
        );
      },
      async garbage(mock) {
        await mock.sendRaw('{"plate":');
        await mock.sendRaw(Buffer.from([0xff, 0x00, 0xfe]));
        await mock.sendRaw(Buffer.alloc(100_000, 0x41));
        await mock.sendRaw('[]');
      },
    },
  );
});
