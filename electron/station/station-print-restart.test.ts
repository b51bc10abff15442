import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LotEvent, RecordedEvent } from '#domain/lot/event.ts';
import { textOf } from './documents/escpos-strip.ts';
import {
  type MockPrinter,
  type PrintedPiece,
  startMockPrinter,
} from './drivers/printer-escpos/mock.ts';
import { type SerialPair, serialPair } from './drivers/serial-pair.ts';
import { plateTopic } from './drivers/topics.ts';
import { type CardTerminal, startCardTerminal } from './simulator/card-terminal/terminal.ts';
import { eventually } from './test-support/eventually.ts';
import { type StationProcess, startStationProcess } from './test-support/station-process.ts';
import { LOT_ID, lotWith, SIDE_EXIT, SIDE_LANE } from './test-support/test-lot.ts';

const POUND = 826;
const FEE_MINOR = 200;
const PLATE = 'ZQ98XKW';
/** What the station says to a printer between jobs; a receipt is many times as long. */
const WORDS_BYTES_MAX = 64;
/** Each test starts the whole program twice, each time from source. */
const PROCESSES_TIMEOUT_MS = 300_000;

let folder: string;
let data: string;
let station: StationProcess;
let terminal: CardTerminal;
let exit: MockPrinter;
let desk: MockPrinter;
let line: SerialPair;
let token: string;
/** The printer prints, and is not heard to have. */
let isMuteOncePrinted: boolean;

/** An exit with a card terminal and a printer that gives receipts by itself; a printer of the desk on a serial line. */
beforeEach(async () => {
  terminal = await startCardTerminal({
    connection: { kind: 'tcp', port: 0 },
    currencyNumeric: POUND,
  });
  line = await serialPair();
  isMuteOncePrinted = false;
  exit = await startMockPrinter({
    connection: { kind: 'tcp', port: 0 },
    onPrinted: () => exit.setMute(isMuteOncePrinted),
  });
  const serial = { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  desk = await startMockPrinter({
    connection: { kind: 'serial', serial: { ...serial, path: line.fieldPath } },
  });
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-print-'));
  data = join(folder, 'data');
  const lotFile = join(folder, 'lot.json');
  const tcp = (port: number | null) =>
    ({ kind: 'tcp', host: '127.0.0.1', port: port ?? 0 }) as const;
  const lot = lotWith([
    { id: 'camera', label: 'Camera', driver: 'camera-mqtt', laneId: SIDE_EXIT },
    {
      id: 'terminal',
      label: 'Terminal',
      driver: 'terminal-zvt',
      laneId: SIDE_EXIT,
      connection: tcp(terminal.port),
    },
    {
      id: 'slips',
      label: 'Exit printer',
      driver: 'printer-escpos',
      laneId: SIDE_EXIT,
      receipts: 'after-payment',
      connection: tcp(exit.port),
      pollMs: 200,
    },
    {
      id: 'desk',
      label: 'Desk printer',
      driver: 'printer-escpos',
      connection: { kind: 'serial', serial: { ...serial, path: line.stationPath } },
      pollMs: 200,
    },
  ]);
  const car = { freeMinutes: 0, periodMinutes: 60, periodFeeMinor: FEE_MINOR };
  const tariff = { id: 'simple', name: 'Simple', rates: { car } };
  writeFileSync(lotFile, JSON.stringify({ ...lot, tariff }));
  station = await startStationProcess(data, ['--lot', lotFile]);
  const admin = { username: 'anna', password: 'a-long-password' };
  token = (await call('POST', '/setup/admin', admin)).token;
  await allOnline();
}, PROCESSES_TIMEOUT_MS);
afterEach(async () => {
  await station.end('SIGKILL');
  await Promise.all([terminal.stop(), exit.stop(), desk.stop()]);
  await line.stop();
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

async function allOnline(): Promise<void> {
  await eventually('terminal and printers are there', async () => {
    const devices: readonly { readonly id: string; readonly status: string }[] = await call(
      'GET',
      `/lots/${LOT_ID}/devices`,
    );
    return devices.every(({ id, status }) => id === 'camera' || status === 'online');
  });
}

/** The events of the journal, as it holds them. */
async function journal(): Promise<readonly LotEvent[]> {
  const recorded: readonly RecordedEvent[] = await call(
    'GET',
    `/lots/${LOT_ID}/journal?after=0&limit=1000`,
  );
  return recorded.map(({ event }) => event);
}
const typesOf = async (prefix: string) =>
  (await journal()).map(({ type }) => type).filter((type) => type.startsWith(prefix));
const alarmsOf = async () => (await journal()).filter(({ type }) => type === 'AlarmRaised');

/** Drives in and to the exit, where the terminal takes the fee by itself. */
async function payAtExit(): Promise<void> {
  await call('POST', `/lots/${LOT_ID}/entries`, { laneId: SIDE_LANE, plate: PLATE });
  const path = `/lots/${LOT_ID}/devices/camera/mqtt-password`;
  const camera = await connectAsync(station.mqttUrl, await call('POST', path));
  const read = JSON.stringify({ id: 'r1', plate: PLATE, confidence: 0.97 });
  await camera.publishAsync(plateTopic(LOT_ID, 'camera'), read, { qos: 1 });
  await camera.endAsync();
  await eventually('asked for', async () => (await typesOf('PrintAsked')).length > 0);
}

async function killAndStart(): Promise<void> {
  await station.end('SIGKILL');
  station = await startStationProcess(data, []);
}

const reprint = () =>
  call('POST', `/lots/${LOT_ID}/prints`, {
    document: { kind: 'receipt', number: 1 },
    deviceId: 'desk',
  });
const textLines = (piece: PrintedPiece | undefined) =>
  (piece?.strip.items ?? []).map((item) => textOf(item).trim());

describe('a receipt of an exit', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('comes out once, by itself, with its number', async () => {
    await payAtExit();
    await eventually('printed', async () => (await typesOf('PrintDone')).length === 1);
    expect(exit.printed).toHaveLength(1);
    expect(textLines(exit.printed[0]).join('\n')).toMatch(/^Receipt +No\. 1$/m);
    await killAndStart();
    await allOnline();
    expect(await typesOf('Print')).toEqual(['PrintAsked', 'PrintDone']);
    expect(exit.printed).toHaveLength(1);
  });

  it('that is under way when the station is killed is told to staff, and the next one is a copy', async () => {
    exit.setHanging(true);
    await payAtExit();
    await eventually('it has the job', () => exit.waitingBytes() > WORDS_BYTES_MAX);
    await killAndStart();
    await eventually('told', async () => (await typesOf('PrintFailed')).length === 1);
    expect(await alarmsOf()).toContainEqual(
      expect.objectContaining({
        code: 'receipt-not-printed',
        laneId: SIDE_EXIT,
        detail: expect.stringContaining('receipt 1 was not printed'),
      }),
    );
    // What it had of the job is forgotten when the station speaks to it again: nothing comes out late.
    await eventually('forgotten', () => exit.waitingBytes() <= WORDS_BYTES_MAX);
    exit.setHanging(false);
    await allOnline();
    expect(exit.printed).toEqual([]);
    expect(await typesOf('GateVended')).toHaveLength(2);
    expect(await reprint()).toMatchObject({ state: 'printed', copy: 1 });
    expect(textLines(desk.printed.at(-1))).toContain('COPY 1');
  });

  it('that was printed but not confirmed before the station was killed is not printed again', async () => {
    isMuteOncePrinted = true;
    await payAtExit();
    await eventually('printed', () => exit.printed.length === 1);
    await killAndStart();
    exit.setMute(false);
    await eventually('told', async () => (await typesOf('PrintFailed')).length === 1);
    await allOnline();
    expect(exit.printed).toHaveLength(1);
    expect(await reprint()).toMatchObject({ state: 'printed', copy: 1 });
  });
});

describe('a receipt at the desk', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('whose station is killed meanwhile is told to staff by an alarm', async () => {
    await payAtExit();
    await eventually('printed', async () => (await typesOf('PrintDone')).length === 1);
    desk.setHanging(true);
    const lost = reprint().catch((error: unknown) => error);
    await eventually('it has the job', () => desk.waitingBytes() > WORDS_BYTES_MAX);
    await killAndStart();
    expect(await lost).toBeInstanceOf(Error);
    await eventually('told', async () => (await typesOf('PrintFailed')).length === 1);
    expect(await alarmsOf()).toContainEqual(
      expect.objectContaining({
        code: 'print-unsettled',
        detail: expect.stringMatching(/^Desk printer: receipt 1\. .*may be on paper/),
      }),
    );
    await eventually('forgotten', () => desk.waitingBytes() <= WORDS_BYTES_MAX);
    desk.setHanging(false);
    await allOnline();
    expect(desk.printed).toEqual([]);
    expect(await reprint()).toMatchObject({ state: 'printed', copy: 2 });
  });
});
