import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const lot = {
    ...cashLot(),
    devices: [
      { id: 'cam', label: 'Camera', driver: 'camera-push', laneId: 'in', make: 'hikvision' },
      { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' },
      { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
    ],
  };
  const answer = await api.call('POST', '/lots', { body: { file: lot } });
  if (answer.status >= 300) throw new Error(answer.text);
});
afterAll(() => api.close());

test('devices are listed with how they stand, and what posts with its address', async () => {
  const { body } = await api.call('GET', '/lots/small/devices', { as: 'attendant' });
  expect(body).toMatchObject([
    {
      id: 'cam',
      driver: 'camera-push',
      laneId: 'in',
      token: { path: '/field/anpr/cam', issuedAt: null },
    },
    { id: 'sign', driver: 'sign-mqtt', token: null, sensors: null },
    { id: 'sensors', sensors: { heard: 0, batteryLow: 0 }, heardAt: null, inputs: 0, drops: {} },
  ]);
});

test('a token is shown once, opens the door, and ends', async () => {
  const given = await api.call('POST', '/lots/small/devices/cam/token');
  expect(given).toMatchObject({ status: 201, body: { path: '/field/anpr/cam' } });
  const { token } = given.body;
  expect(api.services.deviceTokens.deviceOf(token)).toMatchObject({ deviceId: 'cam' });
  const listed = await api.call('GET', '/lots/small/devices');
  expect(listed.body[0].token.issuedAt).toEqual(expect.any(Number));
  expect(listed.text).not.toContain(token);
  expect((await api.call('DELETE', '/lots/small/devices/cam/token')).status).toBe(200);
  expect(api.services.deviceTokens.deviceOf(token)).toBeNull();
});

test.each([
  ['sign', 409, 'no-token'],
  ['ghost', 404, 'device-unknown'],
])('%s is given none', async (id, status, code) => {
  expect(await api.call('POST', `/lots/small/devices/${id}/token`)).toMatchObject({
    status,
    body: { code },
  });
});

test('only an administrator gives tokens', async () => {
  for (const as of ['attendant', 'manager'] as const)
    expect((await api.call('POST', '/lots/small/devices/cam/token', { as })).status).toBe(403);
});

test('a controller tells how its sensors are', async () => {
  const unit = api.host.lots.get('small');
  unit?.health.take(
    'sensors',
    { kind: 'sensor', slotId: 'a1', batteryPercent: 9, flaps: 2 },
    5_000,
  );
  unit?.health.take('sensors', { kind: 'presence', slotId: 'a2', presence: 'occupied' }, 6_000);
  unit?.health.take('sensors', { kind: 'status', status: 'offline', detail: '' }, 7_000);
  unit?.health.take('sensors', { kind: 'about', firmware: '2.1' }, 6_500);
  unit?.health.meterOf('sensors', () => 7_000).answered(12.5, 'device');
  unit?.health.drop('sensors', 'malformed', api.host.clock.now());
  const { body } = await api.call('GET', '/lots/small/devices', { as: 'attendant' });
  expect(body[2]).toMatchObject({
    kind: 'slot',
    link: { kind: 'mqtt', place: 'gatehouse/small/slot/…' },
    recent: { minutes: 60, inputs: 0, drops: 1 },
    latencyMs: 12.5,
    latencyBy: 'device',
    firmware: '2.1',
    heardAt: 6_500,
    inputs: 3,
    drops: { malformed: 1 },
    sensors: { heard: 2, batteryLow: 1 },
  });
  const sensors = await api.call('GET', '/lots/small/devices/sensors/sensors');
  expect(sensors.body).toMatchObject([
    { slotId: 'a1', presence: 'unknown', heardAt: 5_000, batteryPercent: 9, flaps: 2 },
    { slotId: 'a2', heardAt: 6_000, batteryPercent: null, flaps: 0 },
  ]);
  expect((await api.call('GET', '/lots/small/devices/ghost/sensors')).status).toBe(404);
});
