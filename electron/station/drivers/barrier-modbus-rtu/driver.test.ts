import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORDERS_MAX } from '../modbus/barrier.ts';
import { type SerialPair, serialPair } from '../serial-pair.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { until } from '../test-support/wait.ts';

import { type MockBarrier, startMockBarrier } from './mock.ts';

const settings = { baudRate: 19_200, dataBits: 8, parity: 'even', stopBits: 1 } as const;
const coils = { vend: 4, hold: 5, close: 6 };
const inputs = { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 };

describe('a barrier on a real serial line', () => {
  let pair: SerialPair;
  let mock: MockBarrier;
  let recorded: RecordedDriver;
  let changes: string[];

  const openMock = () =>
    startMockBarrier({
      serial: { path: pair.fieldPath, ...settings },
      unit: 1,
      coils,
      inputs,
      onCoil: (coil, on) => changes.push(`${coil} ${on ? 'on' : 'off'}`),
    });

  beforeEach(async () => {
    changes = [];
    pair = await serialPair();
    mock = await openMock();
    const lot = smallLot([
      {
        id: 'barrier',
        label: 'Barrier',
        driver: 'barrier-modbus-rtu',
        laneId: 'in',
        serial: { path: pair.stationPath, ...settings },
        coils,
        inputs,
        pollMs: 20,
        replyTimeoutMs: 250,
      },
    ]);
    recorded = await recordDriver(lot, 'barrier', noMqtt);
    await until('online', () => recorded.status() === 'online');
  });
  afterEach(async () => {
    await recorded.driver.stop();
    await mock.stop();
    await pair.stop();
  });

  const gates = () => recorded.of('gate').map(({ gate }) => gate);

  it('vends by an impulse', async () => {
    await recorded.driver.perform({ kind: 'vend', laneId: 'in' });
    expect(mock.coils.vend).toBe(true);
    await until('the end of the impulse', () => !mock.coils.vend);
    expect(changes).toEqual(['vend on', 'vend off']);
  });

  it('gives a second impulse its own edge', async () => {
    await recorded.driver.perform({ kind: 'vend', laneId: 'in' });
    await recorded.driver.perform({ kind: 'vend', laneId: 'in' });
    expect(changes).toEqual(['vend on', 'vend off', 'vend on']);
  });

  it('holds until it is told to close', async () => {
    await recorded.driver.perform({ kind: 'hold', laneId: 'in' });
    expect(mock.coils.hold).toBe(true);
    await recorded.driver.perform({ kind: 'close', laneId: 'in' });
    expect(changes).toEqual(['hold on', 'hold off', 'close on']);
  });

  it('leaves no impulse standing when it stops', async () => {
    await recorded.driver.perform({ kind: 'vend', laneId: 'in' });
    await recorded.driver.stop();
    expect(mock.coils.vend).toBe(false);
  });

  it('does nothing for other lanes and other kinds of order', async () => {
    await recorded.driver.perform({ kind: 'vend', laneId: 'out' });
    await recorded.driver.perform({ kind: 'show', laneId: 'in', lines: ['x'] });
    expect(changes).toEqual([]);
  });

  it('follows the gate', async () => {
    await until('closed', () => gates().at(-1) === 'closed');
    mock.setInputs({ closedLimit: false });
    await until('moving', () => gates().at(-1) === 'moving');
    mock.setInputs({ openLimit: true });
    await until('open', () => gates().at(-1) === 'open');
    mock.setInputs({ fault: true });
    await until('fault', () => gates().at(-1) === 'fault');
    expect(gates()).toEqual(['closed', 'moving', 'open', 'fault']);
  });

  it('counts exceptions, is a fault by them, and recovers', async () => {
    mock.refuseWith(4);
    await until('the fault', () => recorded.status() === 'fault');
    expect(recorded.of('status').at(-1)?.detail).toContain('exception 4');
    expect(recorded.drops.filter(({ reason }) => reason === 'malformed').length).toBeGreaterThan(2);
    await expect(recorded.driver.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'offline',
    );
    mock.refuseWith(null);
    await until('online', () => recorded.status() === 'online');
  });

  it('says why an order was not taken', async () => {
    mock.refuseWith(6);
    await expect(recorded.driver.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'It refused: Modbus exception 6',
    );
    mock.refuseWith(null);
    await until('online', () => recorded.status() === 'online');
    mock.setSilent(true);
    await expect(recorded.driver.perform({ kind: 'hold', laneId: 'in' })).rejects.toThrow(
      'did not answer',
    );
  });

  it('refuses orders while it is offline, and never runs them later', async () => {
    mock.setSilent(true);
    await until('offline', () => recorded.status() === 'offline');
    expect(gates().at(-1)).toBe('unknown');
    await expect(recorded.driver.perform({ kind: 'vend', laneId: 'in' })).rejects.toThrow(
      'offline',
    );
    mock.setSilent(false);
    await until('online', () => recorded.status() === 'online');
    await recorded.driver.perform({ kind: 'hold', laneId: 'in' });
    expect(changes).toEqual(['hold on']);
  });

  it('bounds the orders that wait', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: ORDERS_MAX * 2 }, () =>
        recorded.driver.perform({ kind: 'hold', laneId: 'in' }),
      ),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(ORDERS_MAX);
  });

  it('survives the loss of its line and reports all inputs again', async () => {
    mock.setInputs({ armingLoop: true });
    await until('the loop', () => recorded.of('loop').at(-1)?.on === true);
    await pair.unplug();
    await until('offline', () => recorded.status() === 'offline');
    expect(recorded.of('status').at(-1)?.detail).toContain(pair.stationPath);
    const before = recorded.inputs.length;
    await mock.stop();
    await pair.plug();
    mock = await openMock();
    mock.setInputs({ armingLoop: true });
    await until('online', () => recorded.status() === 'online');
    await until('all inputs', () => recorded.inputs.length >= before + 4);
    expect(recorded.inputs.slice(before)).toEqual(
      expect.arrayContaining([
        { kind: 'loop', laneId: 'in', loop: 'arming', on: true },
        { kind: 'loop', laneId: 'in', loop: 'safety', on: false },
        { kind: 'gate', laneId: 'in', gate: 'closed' },
      ]),
    );
  });

  it('ends an impulse that an earlier run left standing', async () => {
    await recorded.driver.stop();
    const lot = smallLot([
      {
        id: 'barrier',
        label: 'Barrier',
        driver: 'barrier-modbus-rtu',
        laneId: 'in',
        serial: { path: pair.stationPath, ...settings },
        coils,
        inputs,
        pollMs: 20,
      },
    ]);
    mock.setCoil('vend', true);
    recorded = await recordDriver(lot, 'barrier', noMqtt);
    await until('the end of the impulse', () => !mock.coils.vend);
  });
});
