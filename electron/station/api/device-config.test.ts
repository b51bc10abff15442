import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
const sign = { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' };
const scanner = {
  id: 'scan',
  label: 'Scanner',
  driver: 'scanner-serial',
  laneId: 'out',
  serial: { path: '/dev/ttyUSB0' },
};

beforeEach(async () => {
  api ??= await testApi();
  const answer = await api.call('POST', '/lots', {
    body: { file: { ...cashLot(), devices: [sign] } },
  });
  if (answer.status >= 300) throw new Error(answer.text);
});
afterAll(() => api.close());

const ids = () =>
  must(api.host.lots.get('small')?.lot, 'the lot is open').devices.map(({ id }) => id);
const call = (method: string, path: string, body?: unknown) =>
  api.call(method, `/lots/small${path}`, body === undefined ? {} : { body });

describe('devices of a running lot', () => {
  it('come, change, go and come back to their place', async () => {
    expect(await call('POST', '/devices', { config: scanner })).toMatchObject({
      status: 201,
      body: { deviceId: 'scan' },
    });
    const config = { ...sign, label: 'Big sign' };
    expect((await call('PUT', '/devices/sign', { config })).status).toBe(200);
    expect((await call('GET', '/devices/sign/config')).body).toEqual(config);
    const gone = await call('DELETE', '/devices/sign');
    expect(gone.body).toEqual({ config, at: 0 });
    expect(ids()).toEqual(['scan']);
    await call('POST', '/devices', gone.body);
    expect(ids()).toEqual(['sign', 'scan']);
    const journal = await api.call('GET', '/lots/small/journal?limit=1000');
    const last = journal.body.at(-1);
    expect(last).toMatchObject({ actor: { name: 'admin' }, event: { type: 'LotChanged' } });
  });

  it.each<[string, unknown, string]>([
    ['a line without a path', { ...scanner, serial: { path: '' } }, 'serial.path'],
    ['an id that is taken', sign, 'id'],
    ['a lane that is not there', { ...scanner, laneId: 'moon' }, 'laneId'],
    ['a text', 'sign', 'device'],
    ['nothing', null, 'device'],
  ])('%s is refused at its field, and nothing is changed', async (_, config, path) => {
    const checked = await call('POST', '/devices/check', { config });
    expect(checked.body.problems[0].path).toBe(path);
    const refused = await call('POST', '/devices', { config });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(refused.body.issues[0].path).toBe(path);
    expect(ids()).toEqual(['sign']);
  });

  it('a device may keep its own id and line when it is checked against the others', async () => {
    expect((await call('POST', '/devices/check', { config: sign, replaces: 'sign' })).body).toEqual(
      { problems: [] },
    );
    expect((await call('PUT', '/devices/ghost', { config: sign })).status).toBe(404);
  });

  it('schemas of all drivers are told', async () => {
    const { body } = await api.call('GET', '/device-drivers');
    expect(body.map(({ driver }: { driver: string }) => driver)).toContain('terminal-zvt');
  });

  it('only an administrator may', async () => {
    for (const as of ['attendant', 'manager'] as const) {
      expect(
        (await api.call('POST', '/lots/small/devices', { as, body: { config: scanner } })).status,
      ).toBe(403);
      expect((await api.call('GET', '/lots/small/field', { as })).status).toBe(403);
    }
  });
});

describe('the field as a file', () => {
  it('goes out and comes in again, with what it would change told first', async () => {
    const file = (await call('GET', '/field')).body;
    expect(file).toMatchObject({
      format: 'gatehouse-field',
      version: 1,
      lotId: 'small',
      devices: [sign],
    });
    const changed = { ...file, devices: [{ ...sign, label: 'Other' }, scanner] };
    const preview = (await call('POST', '/field/preview', { file: changed })).body;
    expect(preview).toMatchObject({
      problems: [],
      added: [{ id: 'scan' }],
      changed: [{ id: 'sign', fields: ['label'] }],
      removed: [],
      same: 0,
    });
    expect(ids()).toEqual(['sign']);
    const done = await call('PUT', '/field', { file: changed, basis: preview.basis });
    expect(done).toMatchObject({ status: 200, body: { added: 1, changed: 1, removed: 0 } });
    expect(ids()).toEqual(['sign', 'scan']);
  });

  it('is not applied over what somebody else has changed meanwhile', async () => {
    const { body: file } = await call('GET', '/field');
    const { basis } = (await call('POST', '/field/preview', { file })).body;
    await call('POST', '/devices', { config: scanner });
    const late = await call('PUT', '/field', { file, basis });
    expect(late).toMatchObject({ status: 409, body: { code: 'field-changed' } });
    expect(ids()).toEqual(['sign', 'scan']);
  });

  it.each<[string, unknown, string]>([
    ['no such file', { some: 'thing' }, 'format'],
    [
      'a newer format',
      { format: 'gatehouse-field', version: 2, lotId: 'x', devices: [] },
      'version',
    ],
    [
      'a wrong device',
      {
        format: 'gatehouse-field',
        version: 1,
        lotId: 'x',
        devices: [sign, { ...scanner, serial: {} }],
      },
      'devices[1].serial.path',
    ],
    ['no object', 7, 'lot file'],
  ])('%s is told with its place', async (_, file, path) => {
    const { body } = await call('POST', '/field/preview', { file });
    expect(body.problems[0].path).toBe(path);
    expect((await call('PUT', '/field', { file, basis: body.basis })).status).toBe(422);
    expect(ids()).toEqual(['sign']);
  });
});
