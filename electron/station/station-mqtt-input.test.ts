import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SECOND_MS } from '#domain/kernel/instant.ts';
import { plateTopic, presenceTopic, statusTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, MQTT_DEVICES } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

let test: TestStation;
let field: MqttClient;

beforeAll(async () => {
  test = await testStation({ lot: lotWith(MQTT_DEVICES) });
  field = await connectAsync(test.station.mqttUrl);
});
afterAll(async () => {
  await field.endAsync();
  await test.stop();
});
afterEach(async () => {
  expect((await test.enter()).status, 'the station still takes an entry').toBe(201);
});

const say = (topic: string, payload: string | Buffer) =>
  field.publishAsync(topic, payload, { qos: 1 });
const cameraTopic = plateTopic(LOT_ID, 'camera-in');

/** A read as a well-behaved camera sends it, but for what is given. */
const read = (given: object) =>
  JSON.stringify({ id: 'r1', plate: 'KA05MH1', confidence: 0.9, ...given });

function dropped(device: string, reason: string, atLeast = 1): Promise<void> {
  return eventually(
    `${device} drops ${atLeast} for ${reason}`,
    async () => ((await test.drops(device))[reason] ?? 0) >= atLeast,
  );
}

describe('bad input over MQTT is a counted and logged drop with the name of its device', () => {
  it.each([
    ['no JSON', '{"plate":'],
    ['another type', '[1,2,3]'],
    ['a number for a plate', read({ plate: 12 })],
    ['a confidence beyond reason', read({ confidence: 1e9 })],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['a prototype', '{"__proto__":{"plate":"KA05MH1"}}'],
  ])('a camera that sends %s', async (_what, payload) => {
    const before = (await test.drops('camera-in')).malformed ?? 0;
    await say(cameraTopic, payload);
    await dropped('camera-in', 'malformed', before + 1);
  });

  it.each([
    ['of 4 kB', 'A'.repeat(4_096)],
    ['of control characters', '\u0000\u0007\u001b[2J\r\n'],
    ['with a control character inside', 'KA05\u0000MH1'],
    ['of nothing', ''],
  ])('a plate %s', async (_what, plate) => {
    const before = (await test.drops('camera-in'))['bad-plate'] ?? 0;
    await say(cameraTopic, read({ plate }));
    await dropped('camera-in', 'bad-plate', before + 1);
    expect(test.state.byPlate.size).toBe(test.state.sessions.size);
  });

  it('a message larger than any device sends', async () => {
    await say(cameraTopic, read({ picture: 'x'.repeat(290_000) }));
    await dropped('camera-in', 'oversized');
    await say(presenceTopic(LOT_ID, 'a1'), '1'.repeat(70_000));
    await dropped('sensors', 'oversized');
  });

  it('a message larger than the broker takes ends that client alone', async () => {
    const rogue = await connectAsync(test.station.mqttUrl, { reconnectPeriod: 0 });
    const gone = new Promise<void>((resolve) => rogue.once('close', () => resolve()));
    rogue.on('error', () => undefined);
    rogue.publish(cameraTopic, Buffer.alloc(8 * 1024 * 1024, 0x41), { qos: 0 });
    await gone;
    await rogue.endAsync(true);
    await say(presenceTopic(LOT_ID, 'a39'), '1');
    await eventually('a39 is occupied', () => test.state.slots.get('a39')?.presence === 'occupied');
  });

  it('a slot that is not there, and a presence that is none', async () => {
    await say(presenceTopic(LOT_ID, 'a999'), '1');
    await dropped('sensors', 'unknown-slot');
    await say(presenceTopic(LOT_ID, 'a1'), 'perhaps');
    await dropped('sensors', 'malformed');
    expect(test.state.slots.get('a1')?.presence).not.toBe('occupied');
  });

  it('a device that is not there: the log names it, the metrics stay bounded', async () => {
    await say(plateTopic(LOT_ID, 'camera-of-nobody'), read({}));
    await say(statusTopic(LOT_ID, 'x'.repeat(2_000)), 'online');
    await dropped('(unknown)', 'unknown-device', 2);
    expect(JSON.stringify(test.log.lines)).toContain('camera-of-nobody');
  });

  it('a status that is no status', async () => {
    await say(statusTopic(LOT_ID, 'camera-in'), '{"status":"splendid"}');
    await dropped('camera-in', 'malformed');
  });

  it('names the device in the log, and never the plate', async () => {
    await say(cameraTopic, read({ plate: 'SECRETPLATETHATISFARTOOLONG' }));
    await dropped('camera-in', 'bad-plate');
    const lines = test.log.lines.filter(({ message }) => message === 'field input dropped');
    expect(lines).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ deviceId: 'camera-in' }) }),
    );
    expect(JSON.stringify(test.log.lines)).not.toMatch(/SECRETPLATE|KA05/);
  });
});

describe('a camera whose clock is off', () => {
  it.each([
    ['a day slow', -86_400 * SECOND_MS],
    ['a year fast', 365 * 86_400 * SECOND_MS],
  ])('by %s still reads: the station goes by its own clock', async (_what, skewMs) => {
    const plate = `KA77AB${Math.abs(skewMs) % 9_973}`;
    const before = Date.now();
    const at = new Date(before + skewMs).toISOString();
    await say(plateTopic(LOT_ID, 'camera-side'), read({ id: plate, plate, at }));
    const ref = () => [...test.state.sessions.values()].at(-1);
    await eventually('the vehicle is inside', () => (ref()?.startedAt ?? 0) >= before);
    expect(ref()?.startedAt).toBeLessThanOrEqual(Date.now());
    expect(test.log.lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: "a camera's clock is off",
        fields: expect.objectContaining({ deviceId: 'camera-side' }),
      }),
    );
  });
});

it('a sensor whose battery runs low is an alarm of its controller, until it was changed', async () => {
  const lowBatteries = () =>
    test.alarms('sensors').filter(({ code }) => code === 'battery-low').length;
  const topic = presenceTopic(LOT_ID, 'a40');
  await say(topic, '{"occupied":false,"battery":90}');
  await say(topic, '{"occupied":false,"battery":9}');
  await eventually('an alarm', async () => lowBatteries() === 1);
  await say(topic, '{"occupied":false,"battery":100}');
  await eventually('it is over', async () => lowBatteries() === 0);
});
