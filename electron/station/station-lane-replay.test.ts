import { rmSync } from 'node:fs';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { controllerTopic } from './drivers/topics.ts';
import { CutOffLot } from './test-support/cut-off-lot.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID } from './test-support/test-lot.ts';

/** The whole program is started several times, over a broker that is killed. */
const PROCESSES_TIMEOUT_MS = 180_000;
const OPENINGS = 30;

let lot: CutOffLot;
beforeEach(async () => {
  lot = await CutOffLot.open();
}, PROCESSES_TIMEOUT_MS);
afterEach(() => lot.close());

describe('rule 10: a replay', { timeout: PROCESSES_TIMEOUT_MS }, () => {
  it('goes on where it was when station and controller are killed in the middle of it', async () => {
    await lot.cutOff();
    const tickets = [lot.entry.press(), lot.entry.press({ plate: 'ZQ22BBB' })];
    expect(tickets).not.toContain(null);
    for (let turn = 0; turn < OPENINGS; turn += 1) lot.entry.open();
    await lot.broker.start();
    await lot.startStation();
    await eventually('it has begun', () => lot.entry.waiting < OPENINGS);
    await lot.station.end('SIGKILL');
    // The controller loses its power as well: its count and its queue are on disk.
    await lot.entry.die();
    const { number } = lot.entry.held;
    lot.entry = await lot.play('plc-in');
    expect(lot.entry.held.number).toBe(number);
    await lot.alone();
    lot.entry.open();
    await lot.startStation();
    await lot.told();
    expect(await lot.count('LaneReplayed')).toBe(OPENINGS + 3);
    expect(await lot.count('GateOpenedAlone')).toBe(OPENINGS + 1);
    expect(await lot.count('SessionStarted')).toBe(2);
    expect(await lot.count('OfflineConflict')).toBe(0);
  });

  it('dates events by how long ago they were, whatever the clock of the controller shows', async () => {
    await lot.entry.stop();
    lot.entry = await lot.play('plc-in', () => Date.now() - 3 * HOUR_MS);
    await eventually('it hears the station', () => !lot.entry.isAlone);
    await lot.cutOff();
    const before = Date.now();
    expect(lot.entry.press({ plate: 'ZQ22BBB' })).not.toBeNull();
    await lot.broker.start();
    await lot.startStation();
    await lot.told();
    const [started] = await lot.events('SessionStarted');
    expect(Math.abs(Number(started?.startedAt) - before)).toBeLessThan(5 * MINUTE_MS);
    await eventually('staff are told of its clock', async () => {
      const rows: readonly { id: string; detail: string }[] = await lot.get('/devices');
      return rows.some(
        ({ id, detail }) => id === 'plc-in' && detail.includes('180 minutes behind'),
      );
    });
  });

  it('takes what a controller without its memory tells, and nothing from strangers', async () => {
    await lot.cutOff();
    expect(lot.entry.press({ plate: 'ZQ22BBB' })).not.toBeNull();
    await lot.broker.start();
    await lot.startStation();
    await lot.told();
    // It forgets everything and begins its numbers again.
    await lot.entry.stop();
    rmSync(join(lot.folder, 'plc-in.json'));
    lot.entry = await lot.play('plc-in');
    await eventually('it has its rights again', () => lot.entry.held.head !== null);
    lot.entry.open();
    await lot.told();
    expect(await lot.count('GateOpenedAlone')).toBe(1);

    const stranger = await mqtt.connectAsync(lot.broker.url);
    const topic = controllerTopic(LOT_ID, 'plc-in', 'event');
    const opened = '{"epoch":"x","number":1,"at":1,"kind":"opened"}';
    for (const payload of [opened, `${'A'.repeat(43)} ${opened}`, Buffer.alloc(1_048_576, 0x41)])
      await stranger.publishAsync(topic, payload, { qos: 1 });
    const { head } = lot.entry.held;
    const forged = JSON.stringify({ ...head, alone: 'open' });
    await stranger.publishAsync(controllerTopic(LOT_ID, 'plc-in', 'rights'), forged, { qos: 1 });
    await stranger.endAsync();
    // What has an epoch and a number and nothing else is told to staff, and does not stand in the way.
    await lot.entry.sendSigned('{"epoch":"y","number":1,"at":"noon","kind":"left"}');
    lot.entry.open();
    await lot.told();
    await eventually('staff are told', async () => (await lot.count('OfflineConflict')) === 1);
    expect(await lot.count('GateOpenedAlone')).toBe(2);
    expect((await lot.events('OfflineConflict'))[0]).toMatchObject({ code: 'offline-unreadable' });
    expect(lot.entry.held.head?.alone).toBe('rights');
    expect(await lot.inside()).toEqual(['ZQ22BBB']);
  });
});
