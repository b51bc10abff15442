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
    { id: 'sign', driver: 'sign-mqtt', token: null },
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
