import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mosquitto, mosquitto } from './drivers/test-support/mosquitto.ts';
import { plateTopic, presenceTopic, showTopic, statusTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, MQTT_DEVICES } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

const DEVICES = MQTT_DEVICES.map(({ id }) => id);

let broker: Mosquitto;
let test: TestStation;

beforeAll(async () => {
  broker = await mosquitto();
  test = await testStation({ lot: lotWith(MQTT_DEVICES), mqttUrl: broker.url });
});
afterAll(async () => {
  await test.stop();
  await broker.stop();
});

const offline = (devices: readonly string[]) =>
  eventually(`${devices} have an alarm`, () =>
    devices.every((id) => test.alarms(id).some((alarm) => alarm.code === 'device-offline')),
  );
const online = (devices: readonly string[]) =>
  eventually(`${devices} are online without an alarm`, () =>
    devices.every((id) => test.device(id).status === 'online' && test.alarms(id).length === 0),
  );

/** Devices as a broker keeps them: online until it says otherwise. */
async function field(): Promise<MqttClient> {
  const client = await connectAsync(broker.url, { reconnectPeriod: 200 });
  client.on('error', () => undefined);
  const announce = () => {
    for (const id of DEVICES)
      client.publish(statusTopic(LOT_ID, id), 'online', { qos: 1, retain: true });
  };
  client.on('connect', announce);
  announce();
  return client;
}

describe('a station on an external broker', () => {
  it('raises an alarm for every device that never reports, and clears it when it does', async () => {
    await offline(DEVICES);
    const devices = await field();
    await online(DEVICES);
    await devices.endAsync();
  });

  it.each([
    ['ends', false],
    ['is killed', true],
  ])(
    'sees its devices go when the broker %s and come back with it, by itself',
    async (_how, hard) => {
      const devices = await field();
      await online(DEVICES);
      await broker.halt(hard);
      await offline(DEVICES);
      expect((await test.enter()).status, 'entries go on without a broker').toBe(201);
      await broker.start();
      await online(DEVICES);
      await devices.publishAsync(presenceTopic(LOT_ID, 'a40'), hard ? '1' : '0', { qos: 1 });
      await eventually(
        'sensors are heard again',
        () => test.state.slots.get('a40')?.presence === (hard ? 'occupied' : 'vacant'),
      );
      await devices.endAsync();
    },
  );

  it('counts a message of a megabyte that the broker let through, with the name of its device', async () => {
    const devices = await field();
    await online(DEVICES);
    await devices.publishAsync(plateTopic(LOT_ID, 'camera-in'), Buffer.alloc(1024 * 1024, 0x41));
    await eventually(
      'camera-in drops it',
      async () => ((await test.drops('camera-in')).oversized ?? 0) > 0,
    );
    await devices.endAsync();
  });

  it('takes a read from a camera, and says on the sign what came of it', async () => {
    const devices = await field();
    await online(DEVICES);
    const shown: string[] = [];
    devices.on('message', (_topic, payload) => shown.push(payload.toString()));
    await devices.subscribeAsync(showTopic(LOT_ID, 'sign-in'), { qos: 1 });
    const inside = test.state.sessions.size;
    const read = JSON.stringify({ id: 'x1', plate: 'KA20XB1', confidence: 0.95 });
    await devices.publishAsync(plateTopic(LOT_ID, 'camera-side'), read, { qos: 1 });
    await eventually('the vehicle is inside', () => test.state.sessions.size === inside + 1);
    await eventually('the sign has been set', () => shown.length > 0);
    await devices.endAsync();
  });
});

describe('a station whose broker is not there at its start', () => {
  it('serves, takes its devices when the broker comes, and ends without it', async () => {
    const late = await mosquitto();
    await late.halt(true);
    const alone = await testStation({ lot: lotWith(MQTT_DEVICES), mqttUrl: late.url });
    expect((await alone.enter()).status).toBe(201);
    await eventually('an alarm', () => alone.alarms('sensors').length > 0);
    await late.start();
    const client = await connectAsync(late.url);
    await client.publishAsync(statusTopic(LOT_ID, 'sensors'), 'online', { qos: 1, retain: true });
    await eventually('the alarm has cleared', () => alone.alarms('sensors').length === 0);
    await client.endAsync();
    // It also ends while its broker is away.
    await late.halt(true);
    await eventually('the alarm is back', () => alone.alarms('sensors').length > 0);
    await alone.stop();
    await late.stop();
  });
});
