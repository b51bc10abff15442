import { closeSync, constants, openSync, readSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SerialPair, serialPair } from '../serial-pair.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';
import { type MockScanner, startMockScanner } from './mock.ts';

const settings = { baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

async function firstByte(path: string): Promise<void> {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOCTTY | constants.O_NONBLOCK);
  await until('a byte on the line', () => {
    try {
      return readSync(handle, Buffer.alloc(1)) === 1;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
      throw error;
    }
  });
  closeSync(handle);
}

describe('a scanner on a real serial line', () => {
  let pair: SerialPair;
  let mock: MockScanner;
  let recorded: RecordedDriver | null = null;

  const startDriver = async (path: string): Promise<RecordedDriver> => {
    const serial = { path, ...settings };
    const lot = smallLot([
      { id: 'scanner', label: 'Scanner', driver: 'scanner-serial', laneId: 'out', serial },
    ]);
    recorded = await recordDriver(lot, 'scanner', noMqtt);
    return recorded;
  };

  beforeEach(async () => {
    pair = await serialPair();
    mock = await startMockScanner({ path: pair.fieldPath, ...settings });
  });
  afterEach(async () => {
    await recorded?.driver.stop();
    await mock.stop();
    await pair.stop();
  });

  it.each(['\r', '\n', '\r\n'] as const)('reads a line ended by %j', async (ending) => {
    const { of, status } = await startDriver(pair.stationPath);
    await until('online', () => status() === 'online');
    mock.scan('T1', ending);
    mock.scan('T2', ending);
    await until('both', () => of('scan').length === 2);
    expect(of('scan')).toEqual([
      { kind: 'scan', laneId: 'out', text: 'T1' },
      { kind: 'scan', laneId: 'out', text: 'T2' },
    ]);
  });

  it('drops a line that is never ended, and the next one is whole', async () => {
    const { of, drops, status } = await startDriver(pair.stationPath);
    await until('online', () => status() === 'online');
    mock.sendRaw(Buffer.from('HALF'));
    await until('the drop', () => drops.length === 1);
    mock.scan('WHOLE');
    await until('the scan', () => of('scan').length === 1);
    expect(of('scan')[0]?.text).toBe('WHOLE');
  });

  it('does not act on what was scanned before it listened', async () => {
    mock.sendRaw(Buffer.from('!OLD\r'));
    // Once the first byte can be read, the rest of the same write waits behind it.
    await firstByte(pair.stationPath);
    const { of, status } = await startDriver(pair.stationPath);
    await until('online', () => status() === 'online');
    mock.scan('NEW');
    await until('the new one', () => of('scan').some(({ text }) => text === 'NEW'));
    expect(of('scan').map(({ text }) => text)).toEqual(['NEW']);
  });

  it('waits for a line that is not there yet', async () => {
    await pair.unplug();
    const { of, status } = await startDriver(pair.stationPath);
    await until('offline', () => status() === 'offline');
    expect(of('status')[0]?.detail).toContain(pair.stationPath);
    await mock.stop();
    await pair.plug();
    mock = await startMockScanner({ path: pair.fieldPath, ...settings });
    await until('online', () => status() === 'online');
  });
});
