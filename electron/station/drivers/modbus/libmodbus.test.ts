import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { serialPair } from '../serial-pair.ts';
import { compileLibmodbusSlave, type LibmodbusSlave } from '../test-support/libmodbus-slave.ts';
import { freePort } from '../test-support/mosquitto.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';

const program = await compileLibmodbusSlave();
const why = typeof program === 'string' ? ` (left out: ${program})` : '';
const settings = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;

afterAll(async () => {
  if (typeof program !== 'string') await program.remove();
});

/** What must end after a test, the last first. */
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(...args: readonly string[]): Promise<LibmodbusSlave> {
  if (typeof program === 'string') throw new Error(program);
  const slave = await program.start(...args);
  ends.push(slave.stop);
  return slave;
}

async function drive(device: DeviceInput): Promise<RecordedDriver> {
  const recorded = await recordDriver(smallLot([device]), 'barrier', noMqtt);
  ends.push(() => recorded.driver.stop());
  return recorded;
}

/** A controller that comes back may answer what it was asked while it was away, which is noise and no refusal. */
const refusals = ({ drops }: RecordedDriver) =>
  drops.filter(({ reason }) => reason !== 'line-garbage');

/** Opens, holds, closes, and follows the arm, whichever line lies between. */
async function works({ driver, of }: RecordedDriver, slave: LibmodbusSlave): Promise<void> {
  const gate = () => of('gate').at(-1)?.gate;
  await until('the arm down', () => gate() === 'closed');
  await driver.perform({ kind: 'vend', laneId: 'in' });
  await until('the arm up', () => gate() === 'open');
  await until('the end of the impulse', () => slave.said.includes('coil 0 0'));
  await driver.perform({ kind: 'close', laneId: 'in' });
  await until('the arm down again', () => gate() === 'closed');
  await driver.perform({ kind: 'hold', laneId: 'in' });
  await until('the arm held', () => gate() === 'open');
  expect(slave.said).toEqual(
    expect.arrayContaining(['coil 0 1', 'coil 0 0', 'coil 2 1', 'coil 1 1']),
  );
}

describe.skipIf(typeof program === 'string')(`a barrier on libmodbus${why}`, () => {
  it('works over a serial line, and is back after its controller was', async () => {
    const pair = await serialPair();
    ends.push(pair.stop);
    const args = ['rtu', pair.fieldPath, '19200', '4'];
    let slave = await start(...args);
    const recorded = await drive({
      id: 'barrier',
      label: 'Barrier',
      driver: 'barrier-modbus-rtu',
      laneId: 'in',
      unit: 4,
      serial: { path: pair.stationPath, ...settings },
    });
    await works(recorded, slave);
    await slave.stop();
    await until('its loss', () => recorded.status() === 'offline');
    slave = await start(...args);
    await until('its return', () => recorded.status() === 'online');
    await works(recorded, slave);
    expect(refusals(recorded)).toEqual([]);
  });

  it('works over TCP, and is back after its controller was', async () => {
    const port = await freePort();
    let slave = await start('tcp', String(port));
    const recorded = await drive({
      id: 'barrier',
      label: 'Barrier',
      driver: 'barrier-modbus-tcp',
      laneId: 'in',
      host: '127.0.0.1',
      port,
    });
    await works(recorded, slave);
    await slave.stop();
    await until('its loss', () => recorded.status() === 'offline');
    slave = await start('tcp', String(port));
    await until('its return', () => recorded.status() === 'online');
    await works(recorded, slave);
    expect(refusals(recorded)).toEqual([]);
  });
});
