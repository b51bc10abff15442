import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { brokerAndLink } from '../drivers/test-support/broker-and-link.ts';
import { freePort } from '../drivers/test-support/mosquitto.ts';
import { recordDriver } from '../drivers/test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../drivers/test-support/small-lot.ts';
import { until } from '../drivers/test-support/wait.ts';
import { startBarrierPlayer } from './barrier-player.ts';
import type { PlayedBarrier } from './simulated-barrier.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const head = { id: 'barrier', label: 'Barrier', laneId: 'in' } as const;
const limits = { openLimit: 2, closedLimit: 3 };

/** One of each kind; a serial path is one inside the field's folder, for the station a whole one. */
const barriers: readonly ((fieldDir: string, port: number) => DeviceInput)[] = [
  (fieldDir) => ({
    ...head,
    driver: 'barrier-modbus-rtu',
    serial: { path: join(fieldDir, 'barrier') },
    profile: 'waveshare-relay-8-inputs',
  }),
  (_fieldDir, port) => ({ ...head, driver: 'barrier-modbus-tcp', host: '127.0.0.1', port }),
  () => ({
    ...{ ...head, driver: 'barrier-mqtt', make: 'tasmota', topic: 'gate' },
    inputs: { armingLoop: 0, safetyLoop: 1, ...limits },
    pulseMs: 100,
  }),
  (fieldDir) => ({
    ...head,
    driver: 'barrier-ascii',
    connection: { kind: 'serial', serial: { path: join(fieldDir, 'barrier') } },
    commands: { vend: { send: 'OPEN', reply: 'OK' }, hold: { send: 'HOLD' } },
    status: { send: '?', everyMs: 100 },
    words: [
      { line: 'UP', gate: 'open' },
      { line: 'DOWN', gate: 'closed' },
      { line: 'MOVES', gate: 'moving' },
      { line: 'A1', on: ['armingLoop'] },
      { line: 'A0', off: ['armingLoop'] },
    ],
  }),
];

describe('a played barrier', () => {
  it.each(barriers)('opens, and feels its loops, as the station sees it (%#)', async (make) => {
    const fieldDir = await mkdtemp(join(tmpdir(), 'gatehouse-field-'));
    ends.push(() => rm(fieldDir, { recursive: true, force: true }));
    const field = await brokerAndLink();
    ends.push(field.stop);
    const lot = smallLot([make(fieldDir, await freePort())]);
    const device = must(lot.devices[0], 'the lot has a barrier') as PlayedBarrier;
    const player = await startBarrierPlayer({
      ...{ device, lotId: lot.id, mqttUrl: field.broker.url, fieldDir },
      speed: () => 600,
      onVend: () => undefined,
      onOpen: () => undefined,
      onLost: () => undefined,
    });
    ends.push(player.stop);
    const recorded = await recordDriver(lot, 'barrier', field.link);
    ends.push(() => recorded.driver.stop());
    await until('online', () => recorded.status() === 'online');
    await until('closed', () => recorded.of('gate').at(-1)?.gate === 'closed');
    player.setLoop('arming', true);
    await until('the loop', () => recorded.of('loop').at(-1)?.on === true);
    await recorded.driver.perform({ kind: 'vend', laneId: 'in' });
    await until('open', () => recorded.of('gate').some(({ gate }) => gate === 'open'));
    expect(recorded.drops).toEqual([]);
  });
});
