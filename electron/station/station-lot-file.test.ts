import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { recordedLog } from './drivers/test-support/recorded-log.ts';
import { parseOptions } from './options.ts';
import { type Station, startStation } from './station.ts';
import { LOT_ID, lotWith, MQTT_DEVICES } from './test-support/test-lot.ts';

/* A station that is given the same `--lot` at every start, while people change its devices. */

const [CAMERA, , SENSORS, SIGN] = MQTT_DEVICES;
const ADDED = { id: 'sign-side', label: 'Side sign', driver: 'sign-mqtt', laneId: 'side' };

/** Each test starts the whole station two or three times. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
let station: Station;
let log: ReturnType<typeof recordedLog>;

async function start(devices: readonly object[] | null): Promise<void> {
  const file = join(folder, 'lot.json');
  if (devices !== null) writeFileSync(file, JSON.stringify(lotWith(devices as never)));
  const flags = ['--data', join(folder, 'data'), '--port', '0', '--mqtt-port', '0', '--lot', file];
  log = recordedLog();
  station = await startStation(parseOptions(flags), log);
}
async function restart(devices: readonly object[] | null = null): Promise<void> {
  await station.close();
  await start(devices);
}
const lot = () => {
  const found = station.services.host.lots.get(LOT_ID)?.state.installed?.lot;
  if (found === undefined) throw new Error('the lot is open');
  return found;
};
const labels = () => Object.fromEntries(lot().devices.map(({ id, label }) => [id, label]));
const edit = (change: (devices: readonly object[]) => readonly unknown[]) =>
  station.services.host.changeDevices(LOT_ID, change, { kind: 'station' });
const rename = (id: string, label: string) =>
  edit((devices) =>
    devices.map((device) => ('id' in device && device.id === id ? { ...device, label } : device)),
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-lot-file-'));
  await start([CAMERA, SENSORS, SIGN] as object[]);
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

it('what is changed, added and removed in the device centre survives a restart with the same file', async () => {
  await rename('camera-in', 'Camera by hand');
  await edit((devices) => [
    ...devices.filter((one) => (one as typeof ADDED).id !== 'sign-in'),
    ADDED,
  ]);
  const edited = lot();
  await restart();
  expect(lot()).toEqual(edited);
  // Not even a file that was only written anew, with other spaces.
  const file = join(folder, 'lot.json');
  writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), null, 4));
  await restart();
  expect(labels()).toEqual({
    'camera-in': 'Camera by hand',
    sensors: 'Slot sensors',
    'sign-side': 'Side sign',
  });
});

it('a file that has changed is taken in once, and leaves alone what it says nothing new of', async () => {
  await rename('camera-in', 'Camera by hand');
  await restart([CAMERA, { ...SENSORS, label: 'Sensors by the file' }, SIGN] as object[]);
  expect(labels()).toEqual({
    'camera-in': 'Camera by hand',
    sensors: 'Sensors by the file',
    'sign-in': 'Entry sign',
  });
  await rename('sensors', 'Sensors by hand');
  await restart();
  expect(labels().sensors).toBe('Sensors by hand');
});

it('where both have changed the file stands, it is said, and what was before can be imported again', async () => {
  await rename('camera-in', 'Camera by hand');
  const before = lot().devices;
  await restart([{ ...CAMERA, label: 'Camera by the file' }, SENSORS, SIGN] as object[]);
  expect(labels()['camera-in']).toBe('Camera by the file');
  const said = log.lines.find((line) => JSON.stringify(line).includes('was taken in'));
  expect(JSON.stringify(said)).toContain('"overruled":["camera-in"]');
  const kept = join(folder, 'data', 'lots', LOT_ID, 'field-before-file.json');
  const field = JSON.parse(readFileSync(kept, 'utf8'));
  expect(field).toEqual({ format: 'gatehouse-field', version: 1, lotId: LOT_ID, devices: before });
  await edit(() => field.devices);
  await restart();
  expect(labels()['camera-in']).toBe('Camera by hand');
});

it('a file that no longer fits what was added by hand is not taken in, and is tried again', async () => {
  await edit((devices) => [...devices, ADDED]);
  const edited = lot();
  const without = lotWith([CAMERA, SENSORS, SIGN] as never) as { lanes: { id: string }[] };
  const narrower = { ...without, lanes: without.lanes.filter(({ id }) => id !== 'side') };
  writeFileSync(join(folder, 'lot.json'), JSON.stringify(narrower));
  await restart();
  expect(lot()).toEqual(edited);
  expect(JSON.stringify(log.lines)).toMatch(/no longer fits: devices\[3\]/);
  await edit((devices) => devices.slice(0, 3));
  await restart();
  expect(lot().lanes.map(({ id }) => id)).not.toContain('side');
});
