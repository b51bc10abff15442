import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedLog } from '../test-support/recorded-log.ts';
import { type Broker, startBroker } from './broker.ts';
import { SCOUT_SAMPLE_MAX_BYTES, SCOUT_TOPICS_MAX, TopicScout } from './topic-scout.ts';

let broker: Broker;
let device: MqttClient;
let scout: TopicScout;
beforeEach(async () => {
  const log = recordedLog();
  broker = await startBroker({ port: 0, log });
  device = await mqtt.connectAsync(broker.url);
  scout = new TopicScout({ url: broker.url, ...broker.credential, log, now: Date.now });
});
afterEach(async () => {
  await scout.stop();
  await device.endAsync(true);
  await broker.stop();
});

const topics = () => scout.look().map(({ topic }) => topic);
const seen = (topic: string) => expect.poll(topics, { timeout: 10_000 }).toContain(topic);

describe('what nobody has mapped', () => {
  it('is seen while somebody looks, kept messages as well, the latest first', async () => {
    await device.publishAsync('zigbee2mqtt/bay-17', '{"occupancy":true}', { retain: true, qos: 1 });
    expect(scout.isLooking).toBe(false);
    await seen('zigbee2mqtt/bay-17');
    await device.publishAsync('other/thing', 'x'.repeat(5_000), { qos: 1 });
    await seen('other/thing');
    const [latest, first] = scout.look();
    expect(first).toMatchObject({ sample: '{"occupancy":true}', count: 1 });
    expect(latest?.sample).toHaveLength(SCOUT_SAMPLE_MAX_BYTES);
  });

  it('is bounded: the one that was silent longest goes first', async () => {
    await device.publishAsync('first/one', '1', { qos: 1 });
    scout.look();
    await device.publishAsync('first/two', '1', { qos: 1 });
    await expect.poll(() => scout.isLooking).toBe(true);
    await device.publishAsync('marker/0', '1', { retain: true, qos: 1 });
    await seen('marker/0');
    for (let n = 1; n <= SCOUT_TOPICS_MAX; n++) device.publish(`storm/${n}`, '1');
    await device.publishAsync('storm/last', '1', { qos: 1 });
    await seen('storm/last');
    expect(topics()).toHaveLength(SCOUT_TOPICS_MAX);
    expect(topics()).not.toContain('marker/0');
  });

  it('is no longer looked for when nobody asks', async () => {
    await scout.stop();
    scout = new TopicScout({
      url: broker.url,
      ...broker.credential,
      log: recordedLog(),
      now: Date.now,
      looksForMs: 50,
    });
    scout.look();
    await expect.poll(() => scout.isLooking, { timeout: 10_000 }).toBe(false);
  });
});
