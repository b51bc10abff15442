import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TrafficBatch, TrafficRow } from '#domain/contract/device-traffic.ts';
import { must } from '#domain/kernel/assert.ts';
import { noMeter } from '../drivers/line-tap.ts';
import { openSocket, type SocketClient } from './test-support/socket-client.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';
import { cashLot } from './test-support/test-host.ts';

let api: TestApi;
const open: SocketClient[] = [];
beforeAll(async () => {
  api = await testApi();
  const devices = [
    { id: 'cam', label: 'Camera', driver: 'camera-mqtt', laneId: 'in' },
    { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' },
  ];
  const answer = await api.call('POST', '/lots', { body: { file: { ...cashLot(), devices } } });
  if (answer.status >= 300) throw new Error(answer.text);
});
afterEach(async () => {
  for (const { socket, closed } of open.splice(0)) {
    socket.terminate();
    await closed;
  }
});
afterAll(() => api.close());

const unit = () => must(api.host.lots.get('small'), 'the lot is open');
const tap = (id: string) => unit().traffic.tapOf(id, noMeter);

async function watch(username: string, deviceIds?: string[]) {
  const opened = await openSocket(api.http.url);
  open.push(opened);
  await opened.client.signIn.signIn({ username, password: `${username}-demo` });
  const asked = { lotId: 'small', ...(deviceIds === undefined ? {} : { deviceIds }) };
  const batches = (await opened.client.devices.watchTraffic(asked))[Symbol.asyncIterator]();
  const next = async (): Promise<TrafficBatch> => {
    const told = await batches.next();
    if (told.done === true) throw new Error('the watch has ended');
    return told.value;
  };
  return { next, batches };
}

/** Waits until so many rows have come. */
async function rowsOf(next: () => Promise<TrafficBatch>, count: number): Promise<TrafficRow[]> {
  const rows: TrafficRow[] = [];
  while (rows.length < count) rows.push(...(await next()).rows);
  return rows;
}

describe('live traffic over the contract', () => {
  it('streams what passes, of all devices or of some', async () => {
    const all = await watch('admin');
    const some = await watch('admin', ['sign']);
    await Promise.all([all.next(), some.next()]);
    tap('cam').heard('cams/1', Buffer.from('{"plate":"KA01MH1"}'), () => {});
    tap('sign').sent('signs/1', 'Welcome');
    expect(await rowsOf(all.next, 2)).toMatchObject([
      { deviceId: 'cam', direction: 'in', place: 'cams/1', text: '{"plate":"KA01MH1"}' },
      { deviceId: 'sign', direction: 'out', place: 'signs/1', text: 'Welcome' },
    ]);
    expect(await rowsOf(some.next, 1)).toMatchObject([{ deviceId: 'sign' }]);
  });

  it('withholds plates from who may see none', async () => {
    const { next } = await watch('accountant');
    await next();
    tap('cam').heard('cams/1', Buffer.from('{"plate":"KA01MH2"}'), () => {});
    const rows = await rowsOf(next, 1);
    expect(JSON.stringify(rows)).not.toContain('KA01MH2');
    expect(rows.at(-1)).toMatchObject({ isWithheld: true, bytes: 19 });
  });

  it('ends when its reader leaves or is signed out, and then costs nothing', async () => {
    const { next, batches } = await watch('manager');
    await next();
    expect(unit().traffic.isWatched).toBe(true);
    await batches.return?.();
    await expect.poll(() => unit().traffic.isWatched, { timeout: 10_000 }).toBe(false);
  });
});
