import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { smallLot } from '../test-support/small-lot.ts';
import { type Broker, startBroker } from './broker.ts';
import { connectMqtt, type MqttConnection } from './connect.ts';
import { deviceGate } from './device-gate.ts';

const run = promisify(execFile);
const SIGN = { id: 'sign', label: 'Sign', driver: 'sign-mqtt', laneId: 'in' } as const;
const CAMERA = { id: 'cam', label: 'Cam', driver: 'camera-mqtt', laneId: 'in' } as const;

let lot: LotFile;
let passwords: Map<string, string>;
let broker: Broker;
let station: MqttConnection;
const heard: string[] = [];
const clients: MqttClient[] = [];

async function start(anonymous = false): Promise<void> {
  const log = recordedLog();
  const gate = deviceGate({
    deviceOf(password) {
      const deviceId = passwords.get(password);
      return deviceId === undefined ? null : { lotId: 'yard', deviceId };
    },
    lotOf: (lotId) => (lotId === 'yard' ? lot : null),
    simulator: { username: 'played', password: 'played-secret' },
    anonymous,
  });
  broker = await startBroker({ port: 0, log, gate });
  station = await connectMqtt({ url: broker.url, log, ...broker.credential });
  station.subscribe('gatehouse/#', (topic, payload) => heard.push(`${topic} ${payload}`));
  // The subscription has to be there before anybody publishes.
  await expect
    .poll(
      async () => {
        await station.publish('gatehouse/yard/ready/x/y', '1');
        return heard.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  heard.length = 0;
}

beforeEach(() => {
  lot = smallLot([SIGN, CAMERA]);
  passwords = new Map([
    ['sign-secret', 'sign'],
    ['cam-secret', 'cam'],
    ['gone-secret', 'gone'],
  ]);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
  await station.stop();
  await broker.stop();
  heard.length = 0;
});

async function connect(username?: string, password?: string): Promise<MqttClient> {
  const client = await mqtt.connectAsync(broker.url, {
    reconnectPeriod: 0,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  clients.push(client);
  return client;
}

/** Publishes as `mosquitto_pub` does; rejects when the broker turns it away. */
const mosquitto = (args: readonly string[]) =>
  run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(broker.port), '-q', '1', ...args], {
    timeout: 10_000,
  });

const STATUS = 'gatehouse/yard/device/sign/status';

describe('devices at the broker', () => {
  it('come in with their own name and password, and nobody without', async () => {
    await start();
    await connect('sign', 'sign-secret');
    await expect(connect()).rejects.toThrow(/not authorized/i);
    await expect(connect('sign', 'wrong')).rejects.toThrow(/not authorized/i);
    await expect(connect('cam', 'sign-secret')).rejects.toThrow(/not authorized/i);
    await expect(connect('gone', 'gone-secret')).rejects.toThrow(/not authorized/i);
    await expect(connect('played', 'sign-secret')).rejects.toThrow(/not authorized/i);
    await connect('played', 'played-secret');
  });

  it('write to their own topics alone: mosquitto_pub', async () => {
    await start();
    const sign = ['-u', 'sign', '-P', 'sign-secret'];
    await mosquitto([...sign, '-t', STATUS, '-m', 'online']);
    await expect.poll(() => heard, { timeout: 10_000 }).toContain(`${STATUS} online`);
    await expect(mosquitto(['-t', STATUS, '-m', 'offline'])).rejects.toThrow(/not authori[sz]ed/i);
    // MQTT 3.1.1 has no answer that refuses a message: the connection ends, and nothing arrives.
    for (const topic of [
      'gatehouse/yard/camera/cam/plate',
      'gatehouse/yard/sign/sign/show',
      'other/thing',
    ])
      await mosquitto([...sign, '-t', topic, '-m', 'forged']).catch(() => undefined);
    await mosquitto([...sign, '-t', STATUS, '-m', 'fault']);
    await expect.poll(() => heard, { timeout: 10_000 }).toContain(`${STATUS} fault`);
    expect(heard.filter((one) => one.endsWith('forged'))).toEqual([]);
  });

  it('hear their own topics alone', async () => {
    await start();
    const sign = await connect('sign', 'sign-secret');
    const got: string[] = [];
    sign.on('message', (topic) => got.push(topic));
    const granted = async (filter: string) => {
      const [answer] = await sign.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }]);
      return (answer?.qos ?? 128) < 128;
    };
    expect(await granted('#')).toBe(false);
    expect(await granted('gatehouse/yard/camera/+/plate')).toBe(false);
    expect(await granted('gatehouse/yard/sign/sign/show')).toBe(true);
    await station.publish('gatehouse/yard/camera/cam/plate', '{}');
    await station.publish('gatehouse/yard/sign/sign/show', '{}');
    await expect.poll(() => got, { timeout: 10_000 }).toEqual(['gatehouse/yard/sign/sign/show']);
  });

  it('are sent away when their password ends or they are removed, and have new rights at once', async () => {
    await start();
    const sign = await connect('sign', 'sign-secret');
    const camera = await connect('cam', 'cam-secret');
    const closed = (client: MqttClient) =>
      new Promise<void>((resolve) => client.once('close', () => resolve()));
    const signLeft = closed(sign);
    passwords.delete('sign-secret');
    broker.recheck();
    await signLeft;
    expect(camera.connected).toBe(true);
    const cameraLeft = closed(camera);
    lot = smallLot([SIGN]);
    broker.recheck();
    await cameraLeft;
  });

  it('may come without a name in a demo, and even there not with a wrong password', async () => {
    await start(true);
    const anybody = await connect();
    await anybody.publishAsync('gatehouse/yard/device/cam/status', 'online', { qos: 1 });
    await expect
      .poll(() => heard, { timeout: 10_000 })
      .toContain('gatehouse/yard/device/cam/status online');
    await expect(connect('sign', 'wrong')).rejects.toThrow(/not authorized/i);
  });

  it('cannot take the place of another by its client id', async () => {
    await start();
    const options = { clientId: 'same', reconnectPeriod: 0 };
    const open = async (username: string) => {
      const password = `${username}-secret`;
      const client = await mqtt.connectAsync(broker.url, { ...options, username, password });
      clients.push(client);
      return client;
    };
    const camera = await open('cam');
    let losses = 0;
    camera.on('close', () => {
      losses += 1;
    });
    const sign = await open('sign');
    await sign.publishAsync(STATUS, 'online', { qos: 1 });
    await camera.publishAsync('gatehouse/yard/device/cam/status', 'online', { qos: 1 });
    await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(2);
    expect(losses).toBe(0);
    // Its own place it may take: a device that comes again has lost the line before.
    const again = await open('cam');
    await expect.poll(() => losses, { timeout: 10_000 }).toBe(1);
    expect(again.connected).toBe(true);
  });

  it('hold a few connections, of which the oldest end, and a client id of a sane length', async () => {
    await start();
    const other = await connect('cam', 'cam-secret');
    const own: MqttClient[] = [];
    for (let n = 0; n < 12; n += 1) own.push(await connect('sign', 'sign-secret'));
    await expect.poll(() => own.filter(({ connected }) => connected).length).toBe(8);
    expect(own.at(-1)?.connected).toBe(true);
    expect(own[0]?.connected).toBe(false);
    expect(other.connected).toBe(true);
    const who = { username: 'cam', password: 'cam-secret', reconnectPeriod: 0 };
    const long = mqtt.connect(broker.url, { ...who, clientId: 'x'.repeat(2_000) });
    clients.push(long);
    let cameIn = false;
    long.on('connect', () => {
      cameIn = true;
    });
    await new Promise<void>((resolve) => long.once('close', () => resolve()));
    expect(cameIn).toBe(false);
    expect(other.connected).toBe(true);
  });

  it('leave room for what others want kept', async () => {
    await start();
    const sign = await connect('sign', 'sign-secret');
    const topic = (n: number) => `gatehouse/yard/device/sign/garbage/${n}`;
    for (let n = 0; n < 1_000; n += 1) sign.publish(topic(n), 'x', { retain: true });
    await sign.publishAsync(topic(1_000), 'x', { qos: 1, retain: true });
    const camera = await connect('cam', 'cam-secret');
    const own = 'gatehouse/yard/device/cam/status';
    await camera.publishAsync(own, 'online', { qos: 1, retain: true });
    const late: string[] = [];
    const newcomer = await connect('played', 'played-secret');
    newcomer.on('message', (name, _payload, { retain }) => retain && late.push(name));
    await newcomer.subscribeAsync('gatehouse/yard/#', { qos: 1 });
    await expect.poll(() => late, { timeout: 10_000 }).toContain(own);
    expect(late.filter((name) => name.includes('garbage')).length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['its own', STATUS, 'the end of the sign'],
    ['that of another', 'gatehouse/yard/device/cam/status', null],
    ['what the station says', 'gatehouse/yard/sign/sign/show', null],
    ['a system topic', '$SYS/broker', null],
  ])('have a last will on %s topic', async (_, topic, arrives) => {
    await start();
    const will = {
      topic,
      payload: Buffer.from('the end of the sign'),
      qos: 1,
      retain: true,
    } as const;
    const options = { username: 'sign', password: 'sign-secret', reconnectPeriod: 0, will };
    const client = await mqtt.connectAsync(broker.url, options);
    client.stream.destroy();
    if (arrives === null) {
      // In the order of the broker: what was refused would have come before this.
      const camera = await connect('cam', 'cam-secret');
      await camera.publishAsync('gatehouse/yard/device/cam/firmware', '1', { qos: 1 });
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(1);
    } else await expect.poll(() => heard, { timeout: 10_000 }).toContain(`${topic} ${arrives}`);
    expect(heard.filter((one) => one.endsWith('end of the sign'))).toHaveLength(
      arrives === null ? 0 : 1,
    );
  });
});
