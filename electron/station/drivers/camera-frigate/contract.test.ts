import { driverContract } from '../contract.suite.ts';
import { mqttPeer } from '../test-support/mqtt-peer.ts';
import { until } from '../test-support/wait.ts';
import { startMockFrigate } from './mock.ts';

const topic = 'frigate/tracked_object_update';

driverContract('camera-frigate', () => {
  let reads = 0;
  return mqttPeer(
    { id: 'cam', label: 'Camera', driver: 'camera-frigate', laneId: 'in', camera: 'gate', topic },
    (url) => startMockFrigate({ url, lotId: 'yard', deviceId: 'cam', camera: 'gate', topic }),
    {
      countsGarbage: true,
      async exchange(mock, driver) {
        const id = `r${++reads}`;
        await mock.read({ id, plate: '123ABC', confidence: 0.9, at: new Date().toISOString() });
        await until('the read', () =>
          driver.of('plate').some((read) => read.readId.startsWith(`${id}@`)),
        );
      },
      async garbage(mock) {
        await mock.sendRaw('not json');
        await mock.sendRaw('{"type":"lpr","camera":"gate"}');
        await mock.sendRaw('{"type":"description","camera":"gate"}');
      },
    },
  );
});
