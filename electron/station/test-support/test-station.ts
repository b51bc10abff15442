import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '#domain/kernel/assert.ts';
import type { AlarmState, DeviceState, LotState } from '#domain/lot/state.ts';
import { recordedLog } from '../drivers/test-support/recorded-log.ts';
import type { StationOptions } from '../options.ts';
import { type Station, startStation } from '../station.ts';
import { LOT_ID, SIDE_LANE } from './test-lot.ts';

type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is what it asserts.
  readonly body: any;
}

/** A whole station in this process, with one lot and an administrator who is signed in. */
export interface TestStation {
  readonly station: Station;
  readonly dataDirectory: string;
  readonly log: ReturnType<typeof recordedLog>;
  readonly state: LotState;
  /** Calls REST below `/api/v1`. A text is sent as it is. */
  call(method: string, path: string, body?: unknown, headers?: Headers): Promise<Answer>;
  /** A vehicle with a plate of its own drives in by the side lane. */
  enter(plate?: string): Promise<Answer>;
  /** What `/metrics` says was dropped of a device, by reason. */
  drops(deviceId: string): Promise<Readonly<Record<string, number>>>;
  device(deviceId: string): DeviceState;
  /** Alarms of a device that have not cleared. */
  alarms(deviceId: string): readonly AlarmState[];
  stop(): Promise<void>;
}

export interface TestStationOptions {
  readonly lot: object;
  readonly mqttUrl?: string;
  readonly anonymousMqtt?: boolean;
  /** What else the command line would say. */
  readonly options?: Partial<StationOptions>;
  /** Runs when the data directory is there and the station is not: puts its serial lines in place. */
  readonly prepare?: (dataDirectory: string) => Promise<void>;
}

/** Starts a station on free ports with an empty data directory. */
export async function testStation(given: TestStationOptions): Promise<TestStation> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-station-'));
  const dataDirectory = join(folder, 'data');
  const lotFile = join(folder, 'lot.json');
  mkdirSync(join(dataDirectory, 'field'), { recursive: true });
  writeFileSync(lotFile, JSON.stringify(given.lot));
  await given.prepare?.(dataDirectory);
  const log = recordedLog();
  const options: StationOptions = {
    demo: false,
    dataDirectory,
    host: '127.0.0.1',
    port: 0,
    mqttPort: 0,
    // What these tests play comes without a name; how devices show theirs is tested with the broker.
    anonymousMqtt: given.anonymousMqtt ?? true,
    mqttUrl: given.mqttUrl ?? null,
    lotFile,
    seed: 1,
    speed: 1,
    demoWeeks: 0,
    mqttTls: { caFile: null, certFile: null, keyFile: null },
    tls: false,
    httpsPort: 0,
    mqttsPort: 0,
    ...given.options,
  };
  const station = await startStation(options, log);
  const made = await fetchJson(`${station.url}/api/v1/setup/admin`, 'POST', {
    username: 'anna',
    password: 'a-long-password',
  });
  const token: string = made.body.token;
  let plates = 0;
  const state = () => must(station.services.host.lots.get(LOT_ID), 'the lot is open').state;

  const test: TestStation = {
    station,
    dataDirectory,
    log,
    get state() {
      return state();
    },
    call: (method, path, body, headers) =>
      fetchJson(`${station.url}/api/v1${path}`, method, body, {
        authorization: `Bearer ${token}`,
        ...headers,
      }),
    enter(plate) {
      plates += 1;
      const body = { laneId: SIDE_LANE, plate: plate ?? `KA01MH${plates}` };
      return test.call('POST', `/lots/${LOT_ID}/entries`, body);
    },
    async drops(deviceId) {
      const text = await (await fetch(`${station.url}/metrics`)).text();
      const lines = text.matchAll(
        /^gatehouse_field_drops_total\{lot="small",device="([^"]*)",reason="([^"]*)"\} (\d+)$/gm,
      );
      return Object.fromEntries(
        [...lines]
          .filter(([, device]) => device === deviceId)
          .map(([, , reason, count]) => [reason, Number(count)]),
      );
    },
    device: (deviceId) => must(state().devices.get(deviceId), `a device ${deviceId}`),
    alarms: (deviceId) =>
      [...state().alarms.values()].filter(
        (alarm) => alarm.deviceId === deviceId && alarm.clearedAt === null,
      ),
    async stop() {
      await station.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}

async function fetchJson(
  url: string,
  method: string,
  body?: unknown,
  headers: Headers = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}
