import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noMqtt } from '../drivers/test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../drivers/test-support/recorded-driver.ts';
import { smallLot } from '../drivers/test-support/small-lot.ts';
import { until } from '../drivers/test-support/wait.ts';
import { LanePlayer } from './lane-player.ts';

/* A played card reader at the far end of a real serial line, read by the station's own driver. */

let fieldDir: string;
let player: LanePlayer;
let station: RecordedDriver;

/** As the station places a path that is not absolute. */
const lotOf = (path: string) =>
  smallLot([
    { id: 'reader', label: 'Reader', driver: 'scanner-wiegand', laneId: 'in', serial: { path } },
  ]);

async function play(): Promise<void> {
  const lot = lotOf('field/reader-in');
  const [lane] = lot.lanes;
  if (lane === undefined) throw new Error('the lot has a lane');
  player = await LanePlayer.start({
    ...{ lot, lane, fieldDir, mqttUrl: 'mqtt://127.0.0.1:1', speed: () => 1, labels: new Set() },
    onLost: () => undefined,
    onTurned: () => undefined,
    onTrouble: () => undefined,
  });
}

beforeEach(async () => {
  fieldDir = mkdtempSync(join(tmpdir(), 'gatehouse-reader-'));
  await play();
  station = await recordDriver(lotOf(join(fieldDir, 'reader-in')), 'reader', noMqtt);
  await until('the line is up', () => station.status() === 'online');
});
afterEach(async () => {
  await station.driver.stop();
  await player.stop();
  rmSync(fieldDir, { recursive: true, force: true });
});

const hold = (card: number) => player.cardReader?.hold({ bits: 26, facility: 17, card });

describe('a played card reader', () => {
  it('stands in its lane and in no other', async () => {
    expect(player.cardReader).not.toBeNull();
    expect(player.camera).toBeNull();
  });

  it('is read by the driver, each card once and in order', async () => {
    hold(4_711);
    hold(4_712);
    await until('both cards', () => station.of('scan').length === 2);
    const texts = station.of('scan').map(({ text }) => text);
    expect(new Set(texts).size).toBe(2);
    expect(texts[0]).toContain('4711');
    expect(texts[1]).toContain('4712');
    expect(station.of('scan').every(({ laneId }) => laneId === 'in')).toBe(true);
    expect(station.drops).toEqual([]);
  });

  it('whose line carries noise has it counted, and the next card is read', async () => {
    player.cardReader?.sendRaw(Buffer.from('ZZ-NOT-HEX\r\n'));
    await until('a drop', () => station.drops.length > 0);
    hold(99);
    await until('the card', () => station.of('scan').length === 1);
    expect(station.of('scan')[0]?.text).toContain('99');
  });

  it('that is unplugged is missed, and read again when it is back', async () => {
    await player.stop();
    await until('it is missed', () => station.status() !== 'online');
    await play();
    await until('it is back', () => station.status() === 'online');
    hold(7);
    await until('the card', () => station.of('scan').length === 1);
  });
});
