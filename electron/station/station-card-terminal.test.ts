import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CARD_NUMBER,
  type CardTerminal,
  startCardTerminal,
} from './simulator/card-terminal/terminal.ts';
import { eventually } from './test-support/eventually.ts';
import { filesWith } from './test-support/grep-files.ts';
import { type StationProcess, startStationProcess } from './test-support/station-process.ts';
import { LOT_ID, lotWith, SIDE_EXIT, SIDE_LANE } from './test-support/test-lot.ts';

const POUND = 826;
const FEE_MINOR = 200;
/** Each test starts the whole program up to twice. */
const PROCESSES_TIMEOUT_MS = 120_000;

let folder: string;
let data: string;
let station: StationProcess;
let terminal: CardTerminal;
let token: string;

beforeEach(async () => {
  terminal = await startCardTerminal({
    connection: { kind: 'tcp', port: 0 },
    currencyNumeric: POUND,
  });
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-card-'));
  data = join(folder, 'data');
  const lotFile = join(folder, 'lot.json');
  const lot = lotWith([
    {
      id: 'desk-terminal',
      label: 'Desk terminal',
      driver: 'terminal-zvt',
      connection: { kind: 'tcp', host: '127.0.0.1', port: terminal.port ?? 0 },
    },
  ]);
  const car = { freeMinutes: 0, periodMinutes: 60, periodFeeMinor: FEE_MINOR };
  const tariff = { id: 'simple', name: 'Simple', rates: { car } };
  writeFileSync(lotFile, JSON.stringify({ ...lot, tariff }));
  station = await startStationProcess(data, ['--lot', lotFile]);
  const admin = { username: 'anna', password: 'a-long-password' };
  token = (await call('POST', '/setup/admin', admin)).token;
  await eventually('the terminal is there', async () =>
    terminal.heard.some(({ kind }) => kind === 'repeat-receipt'),
  );
});
afterEach(async () => {
  await station.end('SIGKILL');
  await terminal.stop();
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

async function enter(plate: string): Promise<void> {
  await call('POST', `/lots/${LOT_ID}/entries`, { laneId: SIDE_LANE, plate });
}

/** Asks for the whole fee by card; the answer comes while the terminal is at it. */
async function payByCard(plate: string): Promise<string> {
  const body = { plate, method: 'card', amountMinor: FEE_MINOR };
  const { paymentId } = await call('POST', `/lots/${LOT_ID}/payments`, body);
  return paymentId;
}

const stateOf = async (paymentId: string): Promise<string> =>
  (await call('GET', `/lots/${LOT_ID}/payments/${paymentId}`)).state;

async function leave(plate: string): Promise<string> {
  return (await call('POST', `/lots/${LOT_ID}/exits`, { laneId: SIDE_EXIT, plate })).decision;
}

const authorisations = (): number =>
  terminal.heard.filter(({ kind }) => kind === 'authorise').length;

describe('a card payment at the desk', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('whose line breaks after the capture is found out, and the car may leave', async () => {
    await enter('ZQ98XKW');
    terminal.behave({ kind: 'drop-after-capture' });
    const paymentId = await payByCard('ZQ98XKW');
    await eventually('captured', async () => (await stateOf(paymentId)) === 'captured');
    expect(terminal.journal.takenMinor).toBe(FEE_MINOR);
    expect(authorisations()).toBe(1);
    expect(await leave('ZQ98XKW')).toBe('vend');
    expect(filesWith(data, [CARD_NUMBER.slice(0, 6), CARD_NUMBER.replaceAll('E', '*')])).toEqual(
      [],
    );
  });

  it('that is declined leaves the car inside, and can be tried again', async () => {
    await enter('ZQ98XKW');
    terminal.behave({ kind: 'decline', code: 0x05 });
    const first = await payByCard('ZQ98XKW');
    await eventually('failed', async () => (await stateOf(first)) === 'failed');
    const second = await payByCard('ZQ98XKW');
    await eventually('captured', async () => (await stateOf(second)) === 'captured');
    expect(terminal.journal.takenMinor).toBe(FEE_MINOR);
  });

  it('during which the station is killed is asked for after the restart, not charged again', async () => {
    await enter('ZQ98XKW');
    terminal.behave({ kind: 'slow', ms: 1_500 });
    const paymentId = await payByCard('ZQ98XKW');
    await eventually('the terminal is at it', async () => authorisations() === 1);
    await station.end('SIGKILL');
    const memory = join(data, 'lots', LOT_ID, 'devices', 'desk-terminal.json');
    expect(readFileSync(memory, 'utf8')).toContain(paymentId);
    station = await startStationProcess(data, []);
    await eventually('captured', async () => (await stateOf(paymentId)) === 'captured');
    expect(terminal.journal.takenMinor).toBe(FEE_MINOR);
    expect(authorisations()).toBe(1);
    expect(await leave('ZQ98XKW')).toBe('vend');
  });
});
