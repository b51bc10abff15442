import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const devices = [
    {
      id: 'gate',
      label: 'Gate',
      driver: 'barrier-modbus-rtu',
      laneId: 'in',
      serial: { path: '/dev/x' },
    },
    { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' },
    { id: 'dead', label: 'Dead sign', driver: 'sign-mqtt', laneId: 'in' },
    { id: 'sensors', label: 'Sensors', driver: 'slot-sensors-mqtt' },
  ];
  const answer = await api.call('POST', '/lots', { body: { file: { ...cashLot(), devices } } });
  if (answer.status >= 300) throw new Error(answer.text);
});
afterAll(() => api.close());

const test = (id: string, body: object, as: 'admin' | 'manager' | 'attendant' = 'manager') =>
  api.call('POST', `/lots/small/devices/${id}/test`, { as, body: { test: body } });
const last = async () => (await api.call('GET', '/lots/small/journal?limit=1000')).body.at(-1);

it('a gate opens as an override with its reason, and a test of it ends by itself', async () => {
  expect((await test('gate', { kind: 'vend', reason: 'after repair' })).status).toBe(200);
  expect(await last()).toMatchObject({
    actor: { name: 'manager' },
    event: { type: 'GateVended', laneId: 'in', sessionId: null, overrideReason: 'after repair' },
  });
  await test('gate', { kind: 'hold', reason: 'after repair' });
  const held = await last();
  expect(held.event).toMatchObject({ type: 'GateHeld', untilAt: held.at + 60_000 });
  expect((await test('gate', { kind: 'close', reason: 'after repair' })).status).toBe(200);
  expect((await test('gate', { kind: 'vend', reason: '' })).status).toBe(422);
});

it('a sign shows a text, which stands in the journal, and says when it did not', async () => {
  expect((await test('sign', { kind: 'show', lines: ['HELLO', 'TEST'] })).status).toBe(200);
  expect(api.host.shown).toEqual(['sign: HELLO / TEST']);
  expect((await last()).event).toEqual({ type: 'DeviceTested', deviceId: 'sign', test: 'show' });
  expect(await test('dead', { kind: 'show', lines: ['X'] })).toMatchObject({
    status: 502,
    body: { code: 'device-failed', message: 'Dead sign: it is off.' },
  });
});

it('what a device cannot do is refused, and who may not, too', async () => {
  expect(await test('sensors', { kind: 'show', lines: ['X'] })).toMatchObject({
    body: { code: 'device-not-testable' },
  });
  expect(await test('sign', { kind: 'vend', reason: 'why not' })).toMatchObject({
    body: { code: 'device-not-testable' },
  });
  expect((await test('ghost', { kind: 'vend', reason: 'why not' })).status).toBe(404);
  expect((await test('gate', { kind: 'vend', reason: 'why not' }, 'attendant')).status).toBe(403);
});

it('every device says how it can be tried', async () => {
  const { body } = await api.call('GET', '/lots/small/devices');
  expect(body.map(({ tests }: { tests: string[] }) => tests.join(' '))).toEqual([
    'vend hold close',
    'show',
    'show',
    '',
  ]);
});
