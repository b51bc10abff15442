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
});
