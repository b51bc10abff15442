import { type AddressInfo, connect as connectTcp, createServer } from 'node:net';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mosquitto } from '../test-support/mosquitto.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { until } from '../test-support/wait.ts';
import { startBroker } from './broker.ts';
import { connectMqtt, type MqttConnection } from './connect.ts';

interface AnyBroker {
  readonly url: string;
  halt(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function embedded(): Promise<AnyBroker> {
  const log = recordedLog();
  let broker = await startBroker({ port: 0, log });
  const { url, port } = broker;
  return {
    url,
    halt: () => broker.stop(),
    async start() {
      broker = await startBroker({ port, log });
    },
    stop: () => broker.stop(),
  };
}

const reconnect = { firstMs: 20, capMs: 100 };

describe.each([
  ['the embedded broker', embedded],
  ['mosquitto', mosquitto],
])('a connection to %s', (_name, start) => {
  let broker: AnyBroker;
  let link: MqttConnection;
  let other: mqtt.MqttClient;

  beforeEach(async () => {
    broker = await start();
    link = await connectMqtt({
      url: broker.url,
      log: recordedLog(),
      reconnect,
    });
    other = await mqtt.connectAsync(broker.url);
  });
  afterEach(async () => {
    await link.stop();
    await other.endAsync(true);
    await broker.stop();
  });

  it('delivers once, however many filters match and overlap', async () => {
    const heard: string[] = [];
    link.subscribe('a/+/c', (topic, payload) => heard.push(`wild ${topic} ${payload}`));
    link.subscribe('a/b/c', (topic, payload) => heard.push(`exact ${topic} ${payload}`));
    const ready: string[] = [];
    link.subscribe('a/ready', (topic) => ready.push(topic));
    await other.publishAsync('a/ready', 'r', { qos: 1, retain: true });
    await until('the subscription', () => ready.length > 0);
    await other.publishAsync('a/b/c', 'x', { qos: 1 });
    await other.publishAsync('a/d/c', 'y', { qos: 1 });
    await other.publishAsync('a/d/d', 'z', { qos: 1 });
    await other.publishAsync('a/b/c', 'end', { qos: 1 });
    await until('the last message', () => heard.includes('wild a/b/c end'));
    expect(heard.toSorted()).toEqual([
      'exact a/b/c end',
      'exact a/b/c x',
      'wild a/b/c end',
      'wild a/b/c x',
      'wild a/d/c y',
    ]);
  });

  it('brings what was retained to a later, narrower subscription', async () => {
    await other.publishAsync('s/1', 'kept', { qos: 1, retain: true });
    const wide: string[] = [];
    link.subscribe('s/+', (_topic, payload) => wide.push(`${payload}`));
    await until('the wide one', () => wide.length > 0);
    const narrow: string[] = [];
    const end = link.subscribe('s/1', (_topic, payload) => narrow.push(`${payload}`));
    await until('the narrow one', () => narrow.length > 0);
    end();
    await other.publishAsync('s/1', 'new', { qos: 1 });
    await until('the next', () => wide.includes('new'));
    expect(narrow).not.toContain('new');
  });

  it('tells what was retained from what is new', async () => {
    const heard: [string, boolean][] = [];
    await other.publishAsync('r', 'old', { qos: 1, retain: true });
    link.subscribe('r', (_topic, payload, retained) => heard.push([`${payload}`, retained]));
    await until('the old one', () => heard.length === 1);
    await other.publishAsync('r', 'new', { qos: 1, retain: true });
    await until('the new one', () => heard.length === 2);
    expect(heard).toEqual([
      ['old', true],
      ['new', false],
    ]);
  });

  it('comes back by itself with its subscriptions after the broker was gone', async () => {
    const heard: string[] = [];
    const states: boolean[] = [];
    link.onConnection((connected) => states.push(connected));
    link.subscribe('t', (_topic, payload) => heard.push(`${payload}`));
    await broker.halt();
    await until('the loss', () => !link.connected);
    await expect(link.publish('t', 'lost')).rejects.toThrow('not reached');
    await broker.start();
    await until('the return', () => link.connected);
    await until('the other client', () => other.connected);
    let n = 0;
    while (heard.length === 0 && n < 200) {
      n += 1;
      await link.publish('t', 'back');
    }
    await until('a message', () => heard.length > 0);
    expect(states).toEqual([false, true]);
    expect(heard).not.toContain('lost');
  });

  it('hands on what is too large as well: its driver counts it under the name of a device', async () => {
    const heard: number[] = [];
    link.subscribe('big', (_topic, payload) => heard.push(payload.length));
    await other.publishAsync('big', 'first', { qos: 1, retain: true });
    await until('the subscription', () => heard.length > 0);
    await other.publishAsync('big', Buffer.alloc(200_000), { qos: 1 });
    await until('the message', () => heard.includes(200_000));
  });

  it('a receiver that throws costs the others nothing', async () => {
    const heard: string[] = [];
    link.subscribe('t', () => {
      throw new Error('a bug');
    });
    link.subscribe('t', (_topic, payload) => heard.push(`${payload}`));
    await other.publishAsync('t', 'x', { qos: 1, retain: true });
    await until('the message', () => heard.includes('x'));
  });
});

describe('a connection', () => {
  it('starts without its broker and finds it later', async () => {
    const log = recordedLog();
    const first = await startBroker({ port: 0, log });
    await first.stop();
    const link = await connectMqtt({ port: first.port, log, reconnect });
    expect(link.connected).toBe(false);
    const broker = await startBroker({ port: first.port, log });
    await until('the connection', () => link.connected);
    await link.stop();
    await broker.stop();
  });

  it('finds out that a broker went silent without a word, and comes back', async () => {
    const log = recordedLog();
    const broker = await startBroker({ port: 0, log });
    let isCut = false;
    // A cable that is cut: nothing passes any more, and neither end is told.
    const cable = createServer((near) => {
      const far = connectTcp(broker.port, broker.host);
      near.on('error', () => undefined).on('data', (bytes) => isCut || far.write(bytes));
      far.on('error', () => undefined).on('data', (bytes) => isCut || near.write(bytes));
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => cable.listen(0, '127.0.0.1', resolve));
    const { port } = cable.address() as AddressInfo;
    const link = await connectMqtt({ port, log, reconnect });
    expect(link.connected).toBe(true);
    isCut = true;
    await until('the loss', () => !link.connected);
    isCut = false;
    await until('the return', () => link.connected);
    await link.stop();
    cable.close();
    await broker.stop();
  });

  it('keeps passwords out of the log', async () => {
    const log = recordedLog();
    const link = await connectMqtt({ url: 'mqtt://me:secret-word@127.0.0.1:1', log });
    await link.stop();
    expect(JSON.stringify(log.lines)).not.toContain('secret-word');
    expect(log.lines.length).toBeGreaterThan(0);
  });
});
