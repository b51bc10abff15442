import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plateTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { filesUnder, filesWith } from './test-support/grep-files.ts';
import { type StationProcess, startStationProcess } from './test-support/station-process.ts';
import { LOT_ID, lotWith, MQTT_DEVICES, SIDE_EXIT, SIDE_LANE } from './test-support/test-lot.ts';

/** As people type them and cameras read them, and as the station spells them. */
const PLATES = { typed: 'zq-98 xkw', read: 'ZQ 77 YYV', doubtful: 'ZQ55PPL', left: 'ZQ33RRT' };
const TRACES = Object.values(PLATES).flatMap((plate) => [plate, plate.replace(/[^a-z0-9]/gi, '')]);
/** Each test starts the whole program two or three times. */
const PROCESSES_TIMEOUT_MS = 120_000;
const DEBUG = { GATEHOUSE_LOG_LEVEL: 'debug' };

let folder: string;
let data: string;
let station: StationProcess;
let token: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-restart-'));
  data = join(folder, 'data');
  const lotFile = join(folder, 'lot.json');
  writeFileSync(lotFile, JSON.stringify(lotWith(MQTT_DEVICES)));
  station = await startStationProcess(data, ['--lot', lotFile], DEBUG);
  const admin = { username: 'anna', password: 'a-long-password' };
  token = (await call('POST', '/setup/admin', admin)).token;
});
afterEach(async () => {
  await station.end('SIGKILL');
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

interface Row {
  readonly plate: string;
  readonly state: string;
}

const sessions = (query = ''): Promise<Row[]> => call('GET', `/lots/${LOT_ID}/sessions${query}`);
const platesOf = async (query = '') => (await sessions(query)).map(({ plate }) => plate).sort();
const again = async () => {
  station = await startStationProcess(data, [], DEBUG);
};

/** One plate by hand, one by a camera, one that staff is asked about, one that has left again. */
async function trafficWithPlates(): Promise<void> {
  await call('POST', `/lots/${LOT_ID}/entries`, { laneId: SIDE_LANE, plate: PLATES.typed });
  await call('POST', `/lots/${LOT_ID}/entries`, { laneId: SIDE_LANE, plate: PLATES.left });
  await call('POST', `/lots/${LOT_ID}/exits`, { laneId: SIDE_EXIT, plate: PLATES.left });
  const known = new Map<string, MqttClient>();
  const cameraOf = async (device: string) => {
    const path = `/lots/${LOT_ID}/devices/${device}/mqtt-password`;
    const camera =
      known.get(device) ?? (await connectAsync(station.mqttUrl, await call('POST', path)));
    known.set(device, camera);
    return camera;
  };
  const say = async (device: string, read: object | string) =>
    (await cameraOf(device)).publishAsync(
      plateTopic(LOT_ID, device),
      typeof read === 'string' ? read : JSON.stringify(read),
      { qos: 1 },
    );
  await say('camera-side', { id: 'r1', plate: PLATES.read, confidence: 0.97 });
  await say('camera-in', { id: 'r2', plate: PLATES.doubtful, confidence: 0.2 });
  await say('camera-in', { id: 'r3', plate: `${PLATES.read}\u0000`, confidence: 0.9 });
  await say('camera-in', `{"plate":"${PLATES.read}"`);
  await eventually('all are seen', async () => (await sessions()).length === 3);
  for (const camera of known.values()) await camera.endAsync();
  await call('POST', `/lots/${LOT_ID}/quotes`, { plate: PLATES.typed });
  await sessions(`?plate=${encodeURIComponent(PLATES.typed)}`);
}

describe('a station that is started again on its data', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'after %s keeps sessions, tickets and sign-ins',
    async (signal) => {
      const entry = { laneId: SIDE_LANE, plate: PLATES.typed };
      const { ticket, session } = await call('POST', `/lots/${LOT_ID}/entries`, entry);
      await station.end(signal);
      await again();
      expect(await sessions('?state=inside')).toEqual([
        expect.objectContaining({ id: session.id, ticketNumber: ticket.number, plate: 'ZQ98XKW' }),
      ]);
      const exit = { laneId: SIDE_EXIT, ticket: ticket.token };
      expect(await call('POST', `/lots/${LOT_ID}/exits`, exit)).toMatchObject({ decision: 'vend' });
      expect(await sessions('?state=inside')).toEqual([]);
    },
  );

  it('lets nobody but its owner read what it writes', () => {
    // A file of SQLite's may be gone again by the time it is looked at.
    const modeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    const open = filesUnder(data).filter((file) => (modeOf(file) & 0o077) !== 0);
    expect(filesUnder(data).length).toBeGreaterThan(3);
    expect(open).toEqual([]);
  });

  it('answers a repeated write as before', async () => {
    const entry = { laneId: SIDE_LANE, plate: PLATES.typed, commandId: 'till-4-0001' };
    const before = await call('POST', `/lots/${LOT_ID}/entries`, entry);
    await station.end('SIGKILL');
    await again();
    expect(await call('POST', `/lots/${LOT_ID}/entries`, entry)).toEqual(before);
    expect(await sessions()).toHaveLength(1);
  });
});

describe('plates', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('are in no file of the data directory in clear, while it runs, after a crash and after its end', async () => {
    await trafficWithPlates();
    const all = ['ZQ33RRT', 'ZQ77YYV', 'ZQ98XKW'];
    expect(await platesOf()).toEqual(all);
    expect(filesWith(data, TRACES)).toEqual([]);

    await station.end('SIGKILL');
    const names = filesUnder(data).map((file) => basename(file));
    expect(names).toEqual(
      expect.arrayContaining(['journal.db', 'journal.db-wal', 'views.db', 'station.log']),
    );
    expect(filesWith(data, TRACES)).toEqual([]);

    await again();
    expect(await platesOf()).toEqual(all);
    await station.end('SIGTERM');
    expect(filesWith(data, TRACES)).toEqual([]);
    expect(station.said()).not.toMatch(new RegExp(TRACES.join('|'), 'i'));

    // The search itself is worth something only if it would find one.
    writeFileSync(join(data, 'note.txt'), 'seen: zq98xkw');
    expect(filesWith(data, TRACES).map((file) => basename(file))).toEqual(['note.txt']);
  });
});
