import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '#domain/kernel/assert.ts';
import { type MockCharger, startMockCharger } from './drivers/charger-ocpp/mock.ts';
import type { DeviceInput } from './drivers/test-support/small-lot.ts';
import { statusTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { filesWith } from './test-support/grep-files.ts';
import { LOT_ID, lotWith, MQTT_DEVICES, SIDE_LANE } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';

/* What a device shows to be let in: it ends at once, wherever the device is, and stands nowhere in clear. */

const CAMERA: DeviceInput = {
  id: 'posting',
  label: 'Posting camera',
  driver: 'camera-push',
  laneId: SIDE_LANE,
  make: 'hikvision',
};
const CHARGER: DeviceInput = {
  id: 'charger-1',
  label: 'Charger 1',
  driver: 'charger-ocpp',
  connectors: [{ connectorId: 1, slotId: 'a1' }],
};

let test: TestStation;
/** Every secret that was given out. */
const secrets: string[] = [];
/** What anybody who watches the devices' traffic was shown. */
const traffic: string[] = [];
let endWatch = () => {};

beforeAll(async () => {
  const lot = lotWith([...MQTT_DEVICES, CAMERA, CHARGER]);
  test = await testStation({ lot, anonymousMqtt: false });
  const unit = test.station.services.host.lots.get(LOT_ID);
  const watch = must(unit, 'the lot is open').traffic.watch({ deviceIds: null, repeats: true });
  endWatch = () => watch.end();
  void (async () => {
    for await (const batch of watch) traffic.push(JSON.stringify(batch));
  })();
});
afterAll(async () => {
  endWatch();
  await test.stop();
});

async function given(deviceId: string, what: 'token' | 'mqtt-password'): Promise<string> {
  const { status, body } = await test.call('POST', `/lots/${LOT_ID}/devices/${deviceId}/${what}`);
  expect(status).toBe(201);
  const secret: string = body.token ?? body.password;
  secrets.push(secret);
  return secret;
}
const ended = (deviceId: string, what: 'token' | 'mqtt-password') =>
  test.call('DELETE', `/lots/${LOT_ID}/devices/${deviceId}/${what}`);

async function charger(token: string): Promise<MockCharger> {
  const url = test.station.url;
  return startMockCharger({ url, deviceId: CHARGER.id, token, connectorIds: [1] });
}

/** A post that announces more than it has sent so far. */
async function startPosting(token: string) {
  const socket = connectTcp(Number(new URL(test.station.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST /field/anpr/posting HTTP/1.1\r\nHost: x\r\nAuthorization: Token ${token}\r\nContent-Type: text/xml\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`,
  );
  // The station asks for the body only after it has let the camera in.
  await once(socket, 'data');
  socket.write('<');
  return socket;
}

describe.each([
  ['is ended', (id: string, what: 'token' | 'mqtt-password') => ended(id, what)],
  ['is replaced', (id: string, what: 'token' | 'mqtt-password') => given(id, what)],
])('when its secret %s', (_how, end) => {
  it('a charger that is connected is cut off and not let in again', async () => {
    const mock = await charger(await given(CHARGER.id, 'token'));
    await eventually('online', () => test.device(CHARGER.id).status === 'online');
    await end(CHARGER.id, 'token');
    await eventually('cut off', () => !mock.isConnected);
    await expect(mock.call('Heartbeat', {})).rejects.toThrow();
    await mock.stop();
    const back = await charger(await given(CHARGER.id, 'token'));
    await eventually('back with the new one', () => back.isConnected);
    expect(await back.call('Heartbeat', {})).toHaveProperty('currentTime');
    await back.stop();
  });

  it('a client at the broker is sent away and not let in again', async () => {
    const username = 'sensors';
    const password = await given(username, 'mqtt-password');
    const how = { username, password, reconnectPeriod: 0 };
    const client = await connectAsync(test.station.mqttUrl, how);
    await client.publishAsync(statusTopic(LOT_ID, username), 'online', { qos: 1 });
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await end(username, 'mqtt-password');
    await gone;
    await expect(connectAsync(test.station.mqttUrl, how)).rejects.toThrow(/not authorized/i);
    await client.endAsync(true);
  });

  it('a camera in the midst of a post is cut off', async () => {
    const socket = await startPosting(await given(CAMERA.id, 'token'));
    const closed = once(socket, 'close');
    await end(CAMERA.id, 'token');
    await closed;
  });
});

it('the secrets of one device end without a word to the others', async () => {
  const token = await given(CHARGER.id, 'token');
  const mock = await charger(token);
  await eventually('connected', () => mock.isConnected);
  await ended(CAMERA.id, 'token');
  await ended('sensors', 'mqtt-password');
  expect(await mock.call('Heartbeat', {})).toHaveProperty('currentTime');
  await mock.stop();
});

it('no secret stands in a file, the log, the journal, the traffic or an answer', async () => {
  const wrong = await fetch(`${test.station.url}/field/anpr/posting?token=${secrets[0]}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<a/>',
  });
  const listed = await test.call('GET', `/lots/${LOT_ID}/devices`);
  const exported = await test.call('GET', `/lots/${LOT_ID}/field`);
  const journal = await test.call('GET', `/lots/${LOT_ID}/journal?after=0&limit=1000`);
  expect(journal.status).toBe(200);
  expect(secrets.length).toBeGreaterThan(8);
  expect(traffic.length).toBeGreaterThan(0);
  expect(filesWith(test.dataDirectory, secrets)).toEqual([]);
  const said = JSON.stringify([
    ...[await wrong.text(), listed.body, exported.body, journal.body],
    ...[test.log.lines, traffic],
  ]);
  for (const secret of secrets) {
    expect(said).not.toContain(secret);
    expect(said).not.toContain(Buffer.from(`:${secret}`).toString('base64').slice(2, 24));
  }
});
