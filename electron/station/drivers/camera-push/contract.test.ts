import { CAMERA_MAKES, type CameraMake } from '#domain/facility/device/camera-push.ts';
import { driverContract, type Peer } from '../contract.suite.ts';
import { brokerAndLink } from '../test-support/broker-and-link.ts';
import { fieldDoor } from '../test-support/field-door.ts';
import { until } from '../test-support/wait.ts';
import { startMockPushCamera } from './mock.ts';
import { sampleAlive } from './mock-makes.ts';

for (const make of CAMERA_MAKES) driverContract(`camera-push from ${make}`, () => peerOf(make));

async function peerOf(make: CameraMake): Promise<Peer> {
  const field = await brokerAndLink();
  const http = await fieldDoor();
  const token = http.tokens.lend({ lotId: 'yard', deviceId: 'cam' });
  const options = { url: http.url, deviceId: 'cam', token, make };
  // Started before its driver: its first words find nobody, and it goes on.
  const mock = await startMockPushCamera({ ...options, aliveEveryMs: 100 });
  const alive = sampleAlive(make, 'camera-1');
  let reads = 0;
  return {
    mqtt: field.link,
    mqttUrl: field.broker.url,
    push: http.door.ofLot('yard'),
    signOfLife: { contentType: alive.contentType, text: alive.body.toString() },
    // Many beats long, so that a busy machine does not make the camera look dead.
    device: {
      id: 'cam',
      label: 'Camera',
      driver: 'camera-push',
      laneId: 'in',
      make,
      silentAfterMs: 3_000,
    },
    async exchange(driver) {
      const before = driver.of('plate').length;
      const at = new Date().toISOString();
      await mock.read({ id: `read-${++reads}`, plate: 'AB12CDE', confidence: 0.9, at });
      await until('the read', () => driver.of('plate').length > before);
    },
    async garbage() {
      await mock.sendRaw('{"plate":', 'application/json');
      await mock.sendRaw(Buffer.from([0xff, 0x00, 0xfe]), 'image/jpeg');
      await mock.sendRaw('--x\r\n\r\n', 'multipart/form-data; boundary=x');
      await mock.sendRaw('<a><b></a>', 'text/xml');
      await mock.sendRaw('', 'multipart/form-data');
    },
    countsGarbage: true,
    die: () => mock.die(),
    revive: () => mock.revive(),
    async stop() {
      await mock.stop();
      await http.stop();
      await field.stop();
    },
  };
}
