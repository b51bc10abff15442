import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type MockLaneController,
  startMockLaneController,
} from './drivers/lane-controller-mqtt/mock.ts';
import { type Mosquitto, mosquitto } from './drivers/test-support/mosquitto.ts';
import type { DeviceInput } from './drivers/test-support/small-lot.ts';
import { eventually } from './test-support/eventually.ts';
import { type StationProcess, startStationProcess } from './test-support/station-process.ts';
import { LOT_ID, lotWith, SIDE_EXIT, SIDE_LANE } from './test-support/test-lot.ts';

/** The whole program is started twice, over a broker that is killed. */
const PROCESSES_TIMEOUT_MS = 120_000;
const CONTROLLERS: readonly DeviceInput[] = [
  { id: 'plc-in', label: 'Entry', driver: 'lane-controller-mqtt', laneId: SIDE_LANE, stock: 4 },
  { id: 'plc-out', label: 'Exit', driver: 'lane-controller-mqtt', laneId: SIDE_EXIT, stock: 0 },
];

let folder: string;
let broker: Mosquitto;
let station: StationProcess;
let token: string;
let entry: MockLaneController;
let exit: MockLaneController;

const start = (data: string, args: readonly string[] = []) =>
  startStationProcess(data, ['--mqtt-url', broker.url, ...args]);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-offline-'));
  const lotFile = join(folder, 'lot.json');
  writeFileSync(lotFile, JSON.stringify(lotWith(CONTROLLERS)));
  broker = await mosquitto();
  station = await start(join(folder, 'data'), ['--lot', lotFile]);
  const admin = { username: 'anna', password: 'a-long-password' };
  token = (await call('POST', '/setup/admin', admin)).token;
  const play = (deviceId: string) =>
    startMockLaneController({
      url: broker.url,
      lotId: LOT_ID,
      deviceId,
      memoryPath: join(folder, `${deviceId}.json`),
    });
  entry = await play('plc-in');
  exit = await play('plc-out');
  await eventually('the stock is at the lane', () => entry.rights?.stock.length === 4);
});

afterEach(async () => {
  await entry.stop();
  await exit.stop();
  await station.end('SIGKILL');
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
async function call(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(`${station.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = await answer.json();
  expect(answer.ok, JSON.stringify(told)).toBe(true);
  return told;
}

const inside = (): Promise<readonly { readonly plate: string }[]> =>
  call('GET', `/lots/${LOT_ID}/sessions?state=inside`);
const journal = async (type: string): Promise<number> => {
  const rows: readonly { readonly event: { readonly type: string } }[] = await call(
    'GET',
    `/lots/${LOT_ID}/journal?limit=1000`,
  );
  return rows.filter(({ event }) => event.type === type).length;
};

describe('rule 10: a lane without a link', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('goes on while broker and station are away, and all of it is counted once', async () => {
    const made = await call('POST', `/lots/${LOT_ID}/entries`, {
      laneId: SIDE_LANE,
      plate: 'ZQ11AAA',
    });
    await eventually('the exit knows its ticket', () => (exit.rights?.out.length ?? 0) >= 5);
    await broker.halt(true);
    await station.end('SIGKILL');
    // Nobody hears the lanes: one comes in, another leaves by its signed ticket, a forged one does not.
    const given = entry.enter({ plate: 'ZQ22BBB' });
    expect(given).not.toBeNull();
    expect(exit.leave(`${made.ticket.token.slice(0, -1)}x`)).toBe(false);
    expect(exit.leave(made.ticket.token)).toBe(true);
    expect([entry.waiting, exit.waiting]).toEqual([1, 1]);

    await broker.start();
    station = await start(join(folder, 'data'));
    await eventually('all is told', () => entry.waiting === 0 && exit.waiting === 0);
    expect((await inside()).map(({ plate }) => plate)).toEqual(['ZQ22BBB']);
    expect(await journal('LaneReplayed')).toBe(2);

    // Away again with the acknowledgement under way: what is told twice is counted once.
    await station.end('SIGKILL');
    entry.enter({ plate: 'ZQ33CCC' });
    station = await start(join(folder, 'data'));
    await eventually('it is told', () => entry.waiting === 0);
    expect((await inside()).map(({ plate }) => plate).sort()).toEqual(['ZQ22BBB', 'ZQ33CCC']);
    expect(await journal('SessionStarted')).toBe(3);
    expect(await journal('OfflineConflict')).toBe(0);
  });
});
