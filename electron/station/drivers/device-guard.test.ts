import { expect, it } from 'vitest';
import { flowOf } from './device-flow.ts';
import { guardDevice } from './device-guard.ts';
import type { FieldInput } from './driver.ts';
import { createPushDoor } from './push-link.ts';
import { noSockets } from './socket-link.ts';
import { CALM_MS } from './standing.ts';
import { noMqtt } from './test-support/no-mqtt.ts';
import { recordedLog } from './test-support/recorded-log.ts';
import { smallLot } from './test-support/small-lot.ts';

const lot = smallLot([
  { id: 'cam', label: 'Camera', driver: 'camera-push', laneId: 'in', make: 'hikvision' },
]);
const POST = { contentType: 'text/xml', body: Buffer.from('<a/>') };

it('answers a camera that posts too much as busy, names it, and takes its posts again later', () => {
  const [device] = lot.devices;
  if (device === undefined) throw new Error('the lot has a camera');
  let at = 1_000_000;
  const inputs: FieldInput[] = [];
  const drops: string[] = [];
  const door = createPushDoor();
  const guard = guardDevice({
    ...{ device, lot, mqtt: noMqtt, push: door.ofLot(lot.id), log: recordedLog() },
    sockets: noSockets,
    emit: (input) => inputs.push(input),
    drop: (reason) => drops.push(reason),
    now: () => at,
  });
  const { burst } = flowOf(device, lot);
  let taken = 0;
  guard.push.listen('cam', () => {
    taken += 1;
    return { kind: 'taken', reads: 0 };
  });
  guard.emit({ kind: 'status', status: 'online', detail: '' });
  const answers = Array.from({ length: burst + 50 }, () => door.take(lot.id, 'cam', POST));
  expect(taken).toBe(burst);
  expect(answers.filter((answer) => answer?.kind === 'busy')).toHaveLength(50);
  expect(drops).toEqual(Array.from({ length: 50 }, () => 'flooding'));
  expect(inputs.at(-1)).toMatchObject({
    status: 'fault',
    detail: expect.stringContaining('20 posts a second'),
  });
  at += CALM_MS;
  expect(door.take(lot.id, 'cam', POST)).toEqual({ kind: 'taken', reads: 0 });
  guard.emit({ kind: 'status', status: 'online', detail: '' });
  expect(inputs.at(-1)).toEqual({ kind: 'status', status: 'online', detail: '' });
  guard.stop();
});
