import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetfulMemory } from '../device-memory.ts';
import type { PictureSink } from '../picture-sink.ts';
import { createPushDoor } from '../push-link.ts';
import { NEVER_HEARD } from '../sign-of-life.ts';
import { noMqtt } from '../test-support/no-mqtt.ts';
import { type RecordedDriver, recordDriver } from '../test-support/recorded-driver.ts';
import { type DeviceInput, smallLot } from '../test-support/small-lot.ts';
import { sampleAlive, sampleRead } from './mock-makes.ts';

const device: DeviceInput = {
  id: 'cam',
  label: 'Camera',
  driver: 'camera-push',
  laneId: 'in',
  make: 'hikvision',
};
const lot = smallLot([device]);
const kept: Parameters<PictureSink['keep']>[0][] = [];
const pictures: PictureSink = {
  keep(event) {
    kept.push(event);
    return `picture-${kept.length}`;
  },
};
const memory = forgetfulMemory();

let recorded: RecordedDriver;
let door: ReturnType<typeof createPushDoor>;
beforeEach(async () => {
  kept.length = 0;
  door = createPushDoor();
  recorded = await recordDriver(lot, 'cam', noMqtt, {
    push: door.ofLot(lot.id),
    pictures,
    memory,
  });
});
afterEach(() => recorded.driver.stop());

function post(read: Partial<Parameters<typeof sampleRead>[2]>) {
  const at = new Date().toISOString();
  const full = { id: 'r1', plate: 'AB12CDE', confidence: 0.9, at, ...read };
  return door.take(lot.id, 'cam', sampleRead('hikvision', '1', full));
}

const JPEG = Buffer.from('ffd8ffe0', 'hex');

describe('a camera that posts', () => {
  it('is not there until it is heard, and is remembered from then on', async () => {
    expect(recorded.of('status')).toMatchObject([{ status: 'offline', detail: NEVER_HEARD }]);
    door.take(lot.id, 'cam', sampleAlive('hikvision', '1'));
    expect(recorded.status()).toBe('online');
    await recorded.driver.stop();
    const again = await recordDriver(lot, 'cam', noMqtt, { push: door.ofLot(lot.id), memory });
    expect(again.of('status')).toEqual([]);
    await again.driver.stop();
  });

  it('hands on a read with its pictures', () => {
    expect(post({ picture: JPEG })).toEqual({ kind: 'taken', reads: 1 });
    expect(recorded.of('plate')).toMatchObject([
      { laneId: 'in', readId: 'r1', plate: 'AB12CDE', pictureId: 'picture-1' },
    ]);
    expect(kept[0]?.pictures).toMatchObject([{ kind: 'scene' }]);
    expect(kept[0]?.document).toContain('AB12CDE');
  });

  it('takes an event once, however often it is sent', () => {
    post({});
    expect(post({ retransmitted: true })).toEqual({ kind: 'taken', reads: 0 });
    expect(recorded.of('plate')).toHaveLength(1);
    expect(recorded.drops).toMatchObject([{ reason: 'duplicate' }]);
    expect(kept).toHaveLength(1);
  });

  it('knows a read that is sent again for one of another time, its own clock hours off', () => {
    const threeHours = 3 * 3_600_000;
    const atCamera = (agoMs: number) => new Date(Date.now() + threeHours - agoMs).toISOString();
    post({ id: 'unknown-age', retransmitted: true, at: atCamera(0) });
    post({ id: 'now', at: atCamera(0) });
    post({ id: 'a-moment-ago', retransmitted: true, at: atCamera(3_000) });
    post({ id: 'long-ago', retransmitted: true, at: atCamera(600_000) });
    expect(recorded.of('plate').map(({ readId, late }) => [readId, late ?? false])).toEqual([
      ['unknown-age', true],
      ['now', false],
      ['a-moment-ago', false],
      ['long-ago', true],
    ]);
    // Only what is told as it happens says how the clock stands.
    expect(recorded.toldTimes).toHaveLength(1);
  });

  it('says of a post that it cannot be read, and of a plate that it is none', () => {
    const garbage = { contentType: 'text/xml', body: Buffer.from('<a>') };
    expect(door.take(lot.id, 'cam', garbage)).toMatchObject({ kind: 'unreadable' });
    expect(post({ plate: '?' })).toEqual({ kind: 'taken', reads: 0 });
    expect(recorded.drops.map(({ reason }) => reason)).toEqual(['malformed', 'bad-plate']);
  });

  it('keeps the picture of a vehicle that it could not read, once', () => {
    expect(post({ plate: 'unknown', picture: JPEG })).toEqual({ kind: 'taken', reads: 0 });
    post({ plate: 'unknown', picture: JPEG });
    expect(recorded.of('unread')).toMatchObject([
      { laneId: 'in', readId: 'r1', pictureId: 'picture-1' },
    ]);
    expect(kept).toHaveLength(1);
    expect(recorded.of('plate')).toEqual([]);
  });

  it('tells nobody of one that it could not read long ago, and keeps no picture of it', () => {
    post({ id: 'now' });
    const at = new Date(Date.now() - 600_000).toISOString();
    post({ id: 'long-ago', plate: 'unknown', at, retransmitted: true, picture: JPEG });
    post({ id: 'just-now', plate: 'unknown', retransmitted: true, picture: JPEG });
    expect(recorded.of('unread').map(({ readId }) => readId)).toEqual(['just-now']);
    // Those of the read and of the vehicle that may still stand there.
    expect(kept).toHaveLength(2);
  });
});
