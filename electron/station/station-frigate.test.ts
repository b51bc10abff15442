import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { LOT_ID, lotWith, MQTT_DEVICES, SIDE_LANE } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/*
 * Frigate tells on one topic whether it is there, for all its cameras: `online`, `offline` (its last will) or
 * `stopped`. The station is told by the server itself, with the name and password of one of its cameras.
 */

const frigate = (id: string, camera: string, topic: string) =>
  ({ id, label: id, driver: 'camera-frigate', laneId: SIDE_LANE, camera, topic }) as const;
const UPDATES = 'frigate/tracked_object_update';
const AVAILABLE = 'frigate/available';
const OTHER = 'annex/frigate/tracked_object_update';
const CAMERAS = ['front', 'rear'] as const;

let test: TestStation;
let server: MqttClient;

beforeAll(async () => {
  test = await testStation({
    lot: lotWith([
      ...MQTT_DEVICES,
      frigate('front', 'side_front', UPDATES),
      frigate('rear', 'side_rear', UPDATES),
      frigate('annex', 'annex_cam', OTHER),
    ]),
    anonymousMqtt: false,
  });
  const path = `/lots/${LOT_ID}/devices/front/mqtt-password`;
  const { username, password } = (await test.call('POST', path)).body;
  server = await connectAsync(test.station.mqttUrl, { username, password, reconnectPeriod: 0 });
});
afterAll(async () => {
  await server.endAsync(true);
  await test.stop();
});

const say = (word: string, retain = true) =>
  server.publishAsync(AVAILABLE, word, { qos: 1, retain });
const stand = (status: string, devices: readonly string[] = CAMERAS) =>
  eventually(`${devices} are ${status}`, () =>
    devices.every((id) => test.device(id).status === status),
  );
const alarmsOf = (id: string) => test.alarms(id).map(({ code }) => code);
const plate = (camera: string, text: string) =>
  server.publishAsync(
    UPDATES,
    JSON.stringify({
      ...{ type: 'lpr', id: `e-${text}`, plate: text, score: 0.93, camera },
      timestamp: Date.now() / 1_000,
    }),
    { qos: 1 },
  );

describe('whether Frigate is there', () => {
  it('it says online: all its cameras are, and no other server’s', async () => {
    await say('online');
    await stand('online');
    expect(CAMERAS.flatMap(alarmsOf)).toEqual([]);
    expect(test.device('annex').status).not.toBe('online');
  });

  // A third fall within a minute would be one too many: from then on it comes and goes.
  it.each(['offline', 'stopped'])(
    'it says %s: an alarm for each camera, until it is back',
    async (word) => {
      await say(word);
      await stand('offline');
      expect(test.device('front').detail).toBe('Frigate is off.');
      await eventually('alarms', () =>
        CAMERAS.every((id) => alarmsOf(id).includes('device-offline')),
      );
      await say('online');
      await stand('online');
      await eventually('none', () => CAMERAS.every((id) => alarmsOf(id).length === 0));
    },
  );

  it('what is no word of it changes nothing and is counted at each camera', async () => {
    const before = (await test.drops('rear')).malformed ?? 0;
    // Nothing at all is how a retained word is taken back.
    for (const word of ['', 'Online?', '{"available":true}', 'x'.repeat(3_000), ' online\n'])
      await say(word, false);
    await eventually(
      'three are counted',
      async () => (await test.drops('rear')).malformed === before + 3,
    );
    expect((await test.drops('front')).malformed).toBe(before + 3);
    for (const id of CAMERAS) expect(test.device(id).status).toBe('online');
  });

  it('a camera’s own status topic is heard beside it', async () => {
    const own = statusTopic(LOT_ID, 'front');
    await server.publishAsync(own, '{"status":"fault","detail":"lens is dirty"}', { qos: 1 });
    await stand('fault', ['front']);
    expect(test.device('front').detail).toContain('lens is dirty');
    expect(test.device('rear').status).toBe('online');
  });

  it('its reads are heard as before', async () => {
    const inside = test.state.sessions.size;
    await plate('side_front', 'KA44FR1');
    await eventually('inside', () => test.state.sessions.size === inside + 1);
  });

  it('may say nothing of another server: it is sent away', async () => {
    const { status } = test.device('annex');
    const gone = new Promise<void>((resolve) => server.once('close', () => resolve()));
    server.publish('annex/frigate/available', 'online', { qos: 1 });
    await gone;
    expect(test.device('annex').status).toBe(status);
  });
});
