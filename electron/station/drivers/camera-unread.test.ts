import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_MAKES } from '#domain/facility/device/camera-push.ts';
import { startMockFrigate } from './camera-frigate/mock.ts';
import { startMockCamera } from './camera-mqtt/mock.ts';
import { startMockPushCamera } from './camera-push/mock.ts';
import type { MockPushUnread } from './camera-push/mock-makes.ts';
import type { PictureSink } from './picture-sink.ts';
import { brokerAndLink } from './test-support/broker-and-link.ts';
import { fieldDoor } from './test-support/field-door.ts';
import { recordDriver } from './test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from './test-support/small-lot.ts';
import { until } from './test-support/wait.ts';

/*
 * What every camera has to hand on, each over its real protocol: a vehicle whose plate it could not read,
 * with its picture.
 */

const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const topic = 'frigate/tracked_object_update';
const head = { id: 'cam', label: 'Camera', laneId: 'in' };

interface Camera {
  unread(unread: MockPushUnread): Promise<unknown>;
  stop(): Promise<void>;
}

let field: Awaited<ReturnType<typeof brokerAndLink>>;
let http: Awaited<ReturnType<typeof fieldDoor>>;
const kept: Parameters<PictureSink['keep']>[0][] = [];
const pictures: PictureSink = { keep: (event) => `picture-${kept.push(event)}` };
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  kept.length = 0;
  field = await brokerAndLink();
  http = await fieldDoor();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await http.stop();
  await field.stop();
});

const startCamera = {
  mqtt: () => startMockCamera({ url: field.broker.url, lotId: 'yard', deviceId: 'cam' }),
  frigate: () =>
    startMockFrigate({
      url: field.broker.url,
      lotId: 'yard',
      deviceId: 'cam',
      camera: 'gate',
      topic,
    }),
};

/** Each camera with how it is installed. */
const CAMERAS: readonly (readonly [string, DeviceInput, () => Promise<Camera>])[] = [
  ['camera-mqtt', { ...head, driver: 'camera-mqtt' }, startCamera.mqtt],
  [
    'camera-frigate',
    { ...head, driver: 'camera-frigate', camera: 'gate', topic },
    startCamera.frigate,
  ],
  ...CAMERA_MAKES.map(
    (make) =>
      [
        `camera-push from ${make}`,
        { ...head, driver: 'camera-push', make },
        () => {
          const token = http.tokens.lend({ lotId: 'yard', deviceId: 'cam' });
          return startMockPushCamera({ url: http.url, deviceId: 'cam', token, make });
        },
      ] as const,
  ),
];

describe.each(CAMERAS)('%s', (_name, device, start) => {
  async function run() {
    const lot = smallLot([device]);
    const push = http.door.ofLot('yard');
    const driver = await recordDriver(lot, 'cam', field.link, { push, pictures });
    ends.push(() => driver.driver.stop());
    const camera = await start();
    ends.push(() => camera.stop());
    // By then the broker has the driver's subscriptions. A camera that posts is there when it does so.
    if (device.driver !== 'camera-push') await until('online', () => driver.status() === 'online');
    return { driver, camera };
  }
  const at = () => new Date().toISOString();
  const motorcycle = { vehicle: { vehicleClass: 'motorcycle' } } as const;

  it('hands on a vehicle without a plate, what it is, and its picture', async () => {
    const { driver, camera } = await run();
    await camera.unread({ id: 'u1', at: at(), picture: JPEG, ...motorcycle });
    await until('it is told', () => driver.of('unread').length > 0);
    const [told] = driver.of('unread');
    expect(told).toMatchObject({ laneId: 'in', pictureId: expect.stringMatching(/^picture-/) });
    expect(told?.vehicle).toEqual({ vehicleClass: 'motorcycle' });
    expect(kept[0]?.pictures).toEqual([{ kind: 'scene', bytes: JPEG }]);
    expect(driver.drops.map(({ reason }) => reason)).toContain('bad-plate');
    expect(driver.of('plate')).toEqual([]);
  });
});
