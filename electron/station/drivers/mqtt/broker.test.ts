import { connect as connectTcp } from 'node:net';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedLog } from '../test-support/recorded-log.ts';
import { until } from '../test-support/wait.ts';
import { type Broker, startBroker } from './broker.ts';
import { connectMqtt } from './connect.ts';

describe('the embedded broker', () => {
  const log = recordedLog();
  let broker: Broker;
  let stranger: mqtt.MqttClient;

  beforeEach(async () => {
    broker = await startBroker({ port: 0, log, maxClients: 5 });
    stranger = await mqtt.connectAsync(broker.url, { reconnectPeriod: 0 });
  });
  afterEach(async () => {
    await stranger.endAsync(true);
    await broker.stop();
  });

  it.each([
    'gatehouse/l/sign/s1/show',
    'gatehouse/l/barrier/b1/command',
    'cmnd/gate/POWER1',
    'shellies/gate/relay/0/command',
    'shellyplus1-441793/rpc',
    '$SYS/x',
  ])('refuses %s to a stranger and disconnects him', async (topic) => {
    stranger.publish(topic, 'x', { qos: 1 });
    await until('the disconnection', () => !stranger.connected);
  });

  it("refuses a stranger's last will on the station's topics", async () => {
    const heard: string[] = [];
    stranger.on('message', (topic) => heard.push(topic));
    await stranger.subscribeAsync('gatehouse/#', { qos: 1 });
    const dying = await mqtt.connectAsync(broker.url, {
      reconnectPeriod: 0,
      will: { topic: 'gatehouse/l/sign/s1/show', payload: Buffer.from('x'), qos: 1, retain: true },
    });
    dying.stream.destroy();
    await stranger.publishAsync('gatehouse/l/after', '', { qos: 1 });
    await until('the message after', () => heard.includes('gatehouse/l/after'));
    expect(heard).toEqual(['gatehouse/l/after']);
  });

  it('lets the station write there, and keeps what is retained', async () => {
    const station = await connectMqtt({ url: broker.url, log, ...broker.credential });
    await station.publish('gatehouse/l/sign/s1/show', '{"lines":[]}', { retain: true });
    const heard: string[] = [];
    stranger.on('message', (_topic, payload) => heard.push(`${payload}`));
    await stranger.subscribeAsync('gatehouse/+/sign/#', { qos: 1 });
    await until('the retained message', () => heard.length > 0);
    await station.stop();
    expect(heard).toEqual(['{"lines":[]}']);
  });

  it("refuses the station's name with a wrong password", async () => {
    await expect(
      mqtt.connectAsync(broker.url, {
        username: broker.credential.username,
        password: 'guess',
        reconnectPeriod: 0,
      }),
    ).rejects.toThrow();
  });

  it('hides the system topics that name its clients', async () => {
    const grants = await stranger
      .subscribeAsync('$SYS/#')
      .then((granted) => granted.map((grant) => grant.qos))
      .catch(() => [128]);
    expect(grants).toEqual([128]);
  });

  it('keeps no session for an absent client', async () => {
    const absent = { clientId: 'absent', clean: false, reconnectPeriod: 0 };
    const first = await mqtt.connectAsync(broker.url, absent);
    await first.subscribeAsync('t', { qos: 1 });
    await first.endAsync();
    await stranger.publishAsync('t', 'missed', { qos: 1 });
    const heard: string[] = [];
    const second = mqtt.connect(broker.url, { ...absent, manualConnect: true });
    second.on('message', (_topic, payload) => heard.push(`${payload}`));
    second.connect();
    await until('the connection', () => second.connected);
    await second.subscribeAsync('u', { qos: 1 });
    await stranger.publishAsync('u', 'heard', { qos: 1 });
    await until('the later message', () => heard.includes('heard'));
    await second.endAsync(true);
    expect(heard).toEqual(['heard']);
  });

  it('ends a connection that announces an oversized packet', async () => {
    const socket = connectTcp(broker.port, broker.host);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await closed;
    await stranger.publishAsync('t', 'x', { qos: 1 });
    expect(stranger.connected).toBe(true);
  });

  it('ends a connection that speaks no MQTT', async () => {
    const socket = connectTcp(broker.port, broker.host);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\n\r\n'.repeat(50));
    await closed;
    await stranger.publishAsync('t', 'x', { qos: 1 });
    expect(stranger.connected).toBe(true);
  });

  it('closes connections beyond its limit', async () => {
    const sockets = Array.from({ length: 8 }, () => connectTcp(broker.port, broker.host));
    let closed = 0;
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        closed += 1;
      });
    }
    await until('the surplus', () => closed >= 4);
    for (const socket of sockets) socket.destroy();
    expect(stranger.connected).toBe(true);
  });

  it('says who has its port', async () => {
    await expect(startBroker({ port: broker.port, log })).rejects.toThrow(
      'another program uses that port',
    );
  });
});
