import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { type MockBarrier, startMockBarrier } from './drivers/barrier-modbus-rtu/mock.ts';
import { startMockScanner } from './drivers/scanner-serial/mock.ts';
import { type SerialPair, serialPair } from './drivers/serial-pair.ts';
import { eventually } from './test-support/eventually.ts';
import {
  BARRIER_PATH,
  LOT_ID,
  lotWith,
  SCANNER_PATH,
  SERIAL_DEVICES,
  SIDE_EXIT,
  serialPaths,
} from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

const BARRIER = 'barrier-in';
const SCANNER = 'scanner-out';
const SERIAL = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;

let test: TestStation;
let barrierLine: SerialPair;
let scannerLine: SerialPair;
let barrier: MockBarrier;
let vends = 0;

const openBarrier = () =>
  startMockBarrier({
    serial: { ...SERIAL, path: barrierLine.fieldPath },
    unit: 1,
    coils: { vend: 0, hold: 1, close: 2 },
    inputs: { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 },
    onCoil(coil, on) {
      if (coil === 'vend' && on) vends += 1;
    },
  });

beforeAll(async () => {
  test = await testStation({
    lot: lotWith(SERIAL_DEVICES),
    async prepare(dataDirectory) {
      barrierLine = await serialPair(serialPaths(dataDirectory, BARRIER_PATH));
      scannerLine = await serialPair(serialPaths(dataDirectory, SCANNER_PATH));
      barrier = await openBarrier();
    },
  });
  await online(BARRIER);
  await online(SCANNER);
});
afterAll(async () => {
  await test.stop();
  await barrier.stop();
  await barrierLine.stop();
  await scannerLine.stop();
});
afterEach(async () => {
  expect((await test.enter()).status, 'the station still takes an entry').toBe(201);
});

/** A device that was lost several times within a minute is believed to be back when it has stayed. */
const ONLINE_PATIENCE_MS = 60_000;

const online = (device: string) =>
  eventually(
    `${device} is online without an alarm`,
    () => test.device(device).status === 'online' && test.alarms(device).length === 0,
    ONLINE_PATIENCE_MS,
  );
const alarmed = (device: string, code: string) =>
  eventually(`${device} has an alarm ${code}`, () =>
    test.alarms(device).some((alarm) => alarm.code === code),
  );
const dropped = (device: string, reason: string, before = 0) =>
  eventually(
    `${device} drops for ${reason}`,
    async () => ((await test.drops(device))[reason] ?? 0) > before,
  );

/** Staff open the gate: the order goes over the serial line to the barrier's coil. */
async function gateObeys(): Promise<void> {
  const before = vends;
  const body = { reason: 'test of the gate' };
  const answer = await test.call('POST', `/lots/${LOT_ID}/lanes/in/vend`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await eventually('the barrier is told to open', () => vends > before);
}

describe('a barrier on a real serial line', () => {
  it('obeys', gateObeys);

  it('counts garbage on the line with its name, and goes on', async () => {
    const before = (await test.drops(BARRIER))['line-garbage'] ?? 0;
    barrier.sendRaw(Buffer.from('\u0000\u00ff garbage that nobody asked for \r\n'.repeat(8)));
    await dropped(BARRIER, 'line-garbage', before);
    await online(BARRIER);
    await gateObeys();
  });

  it('is at fault while it answers with Modbus exceptions, and back by itself after', async () => {
    barrier.refuseWith(4);
    await alarmed(BARRIER, 'device-fault');
    expect(test.alarms(BARRIER)[0]?.detail).toMatch(/refuses to be read/);
    expect((await test.drops(BARRIER)).malformed).toBeGreaterThan(0);
    expect(test.state.lanes.get('in')?.gate).toBe('unknown');
    barrier.refuseWith(null);
    await online(BARRIER);
    await gateObeys();
  });

  it('is offline while it is silent, and back by itself after', async () => {
    barrier.setSilent(true);
    await alarmed(BARRIER, 'device-offline');
    barrier.setSilent(false);
    await online(BARRIER);
    await gateObeys();
  });

  it('is offline when it is unplugged, and back by itself when plugged in again', async () => {
    await barrier.stop();
    await barrierLine.unplug();
    await alarmed(BARRIER, 'device-offline');
    expect(must(test.alarms(BARRIER)[0], 'an alarm').laneId).toBe('in');
    await barrierLine.plug();
    barrier = await openBarrier();
    await online(BARRIER);
    await gateObeys();
  }, 120_000);
});

describe('a scanner on a real serial line', () => {
  it('counts unprintable and endless lines with its name, and refuses what is no ticket', async () => {
    const scanner = await startMockScanner({ ...SERIAL, path: scannerLine.fieldPath });
    scanner.sendRaw(Buffer.from([0x01, 0x02, 0xff, 0x0d]));
    await dropped(SCANNER, 'line-garbage');
    scanner.sendRaw(Buffer.from(`${'7'.repeat(5_000)}\r\n`));
    await dropped(SCANNER, 'oversized');
    scanner.sendRaw(Buffer.from('NOT-A-TICKET\r'));
    await eventually(
      'the exit refuses it',
      () => test.state.lanes.get(SIDE_EXIT)?.refusal === 'ticket-malformed',
    );
    await scanner.stop();
  });

  it('is offline when it is unplugged, and back by itself', async () => {
    await scannerLine.unplug();
    await alarmed(SCANNER, 'device-offline');
    await scannerLine.plug();
    await online(SCANNER);
  });
});
