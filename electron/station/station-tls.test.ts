import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { connectAsync, type IClientOptions } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { presenceTopic, statusTopic } from './drivers/topics.ts';
import { eventually } from './test-support/eventually.ts';
import { filesWith } from './test-support/grep-files.ts';
import { LOT_ID, lotWith, MQTT_DEVICES } from './test-support/test-lot.ts';
import { type TestStation, testStation } from './test-support/test-station.ts';
import { makeAuthority } from './tls/certificates.ts';

/* The whole station behind `--tls`, as devices of others meet it. */

const CHARGER = {
  id: 'charger-1',
  label: 'Charger 1',
  driver: 'charger-ocpp' as const,
  connectors: [{ connectorId: 1, slotId: 'a1' }],
};

let test: TestStation;
let ca: string;
let caFile: string;
let otherCaFile: string;
let password: string;
let mqttsPort: number;
let httpsPort: number;

beforeAll(async () => {
  test = await testStation({
    lot: lotWith([...MQTT_DEVICES, CHARGER]),
    anonymousMqtt: false,
    options: { tls: true, host: '0.0.0.0' },
  });
  const { body } = await test.call('GET', '/station/tls');
  ca = body.tls.authority.pem;
  ({ mqttsPort, httpsPort } = body.tls);
  caFile = join(test.dataDirectory, 'keys', 'tls', 'ca.crt');
  otherCaFile = join(test.dataDirectory, 'other.crt');
  writeFileSync(otherCaFile, (await makeAuthority('Other', Date.now())).cert);
  const path = `/lots/${LOT_ID}/devices/sensors/mqtt-password`;
  password = (await test.call('POST', path)).body.password;
});
afterAll(() => test.stop());

/** Not waited for in this process's turn: the broker lives here. */
const mosquitto = (program: 'mosquitto_pub' | 'mosquitto_sub', args: readonly string[]) =>
  promisify(execFile)(program, ['-h', 'localhost', '-p', String(mqttsPort), ...args], {
    timeout: 20_000,
  });
const me = () => ['-u', 'sensors', '-P', password];
const connected = (how: IClientOptions = {}) =>
  connectAsync(`mqtts://localhost:${mqttsPort}`, {
    username: 'sensors',
    password,
    ca,
    reconnectPeriod: 0,
    ...how,
  });

describe('the broker of a station with --tls', () => {
  it('is reached by mosquitto_pub with the CA file of the data directory', async () => {
    const topic = presenceTopic(LOT_ID, 'a1');
    await mosquitto('mosquitto_pub', [
      '--cafile',
      caFile,
      ...me(),
      '-q',
      '1',
      '-t',
      topic,
      '-m',
      '1',
    ]);
    await eventually('the lot knows', () => test.state.slots.get('a1')?.presence === 'occupied');
  });

  it('is refused by who trusts another authority, or calls it by another name', async () => {
    const status = ['-t', statusTopic(LOT_ID, 'sensors'), '-m', 'online', ...me()];
    await expect(mosquitto('mosquitto_pub', ['--cafile', otherCaFile, ...status])).rejects.toThrow(
      /TLS error/i,
    );
    await expect(connected({ ca: undefined })).rejects.toThrow(/self.signed|issuer/i);
    await expect(connected({ servername: 'elsewhere.example' })).rejects.toThrow(/altnames/i);
  });

  it('turns away a wrong password, none, and the name of another', async () => {
    await expect(connected({ password: 'wrong' })).rejects.toThrow(/not authorized/i);
    await expect(connected({ username: undefined, password: undefined })).rejects.toThrow(
      /not authorized/i,
    );
    await expect(connected({ username: 'camera-in' })).rejects.toThrow(/not authorized/i);
  });

  it('holds to the rights of each device', async () => {
    const client = await connected();
    const granted = async (filter: string) => {
      const [answer] = await client.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }]);
      return (answer?.qos ?? 128) < 128;
    };
    expect(await granted('#')).toBe(false);
    expect(await granted(`gatehouse/${LOT_ID}/camera/camera-in/plate`)).toBe(false);
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    client.publish(statusTopic(LOT_ID, 'camera-in'), 'online', { qos: 1 });
    await gone;
    expect(test.device('camera-in').status).not.toBe('online');
  });

  it('takes nobody below TLS 1.2, and nobody from elsewhere without TLS', async () => {
    const old = connectTls({ port: mqttsPort, host: 'localhost', ca, maxVersion: 'TLSv1.1' });
    await expect(
      new Promise((resolve, reject) => old.once('secureConnect', resolve).once('error', reject)),
    ).rejects.toThrow();
    // The plain doors are open to this machine alone, whatever --host says.
    expect(test.station.mqttUrl).toMatch(/^mqtt:\/\/127\.0\.0\.1:/);
    expect(test.station.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(test.station.secure?.url).toMatch(/^https:\/\/0\.0\.0\.0:/);
  });

  it('renews its certificate while devices are connected, and who trusts the CA notices nothing', async () => {
    const client = await connected();
    let losses = 0;
    client.on('close', () => {
      losses += 1;
    });
    const before = (await test.call('GET', '/station/tls')).body.tls;
    expect((await test.call('POST', '/station/tls/renewals')).status).toBe(200);
    const after = (await test.call('GET', '/station/tls')).body.tls;
    expect(after.certificate.fingerprint).not.toBe(before.certificate.fingerprint);
    expect(after.authority).toEqual(before.authority);
    await client.publishAsync(statusTopic(LOT_ID, 'sensors'), 'online', { qos: 1 });
    expect(losses).toBe(0);
    const fresh = await connected();
    const shown = (fresh.stream as unknown as ReturnType<typeof connectTls>).getPeerCertificate();
    expect(shown.fingerprint256).toBe(after.certificate.fingerprint);
    await Promise.all([client.endAsync(true), fresh.endAsync(true)]);
  });
});

describe('the console and the API over TLS', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const asked = request(
        { host: 'localhost', port: httpsPort, path, ca, headers, servername: 'localhost' },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (piece) => {
            text += piece;
          });
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        },
      );
      asked.once('error', reject).end();
    });

  it('are served, to who is let in', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"ok":true}' });
    expect((await get(`/api/v1/lots/${LOT_ID}/devices`)).status).toBe(401);
    // Listening on every address, it may be called by any name; the plain door may not.
    expect((await get('/healthz', { host: 'gate.example' })).status).toBe(200);
    const plain = await new Promise<number>((resolve) => {
      const { port } = new URL(test.station.url);
      import('node:http').then(({ get: ask }) =>
        ask(
          { host: '127.0.0.1', port, path: '/healthz', headers: { host: 'gate.example' } },
          (answer) => resolve(answer.statusCode ?? 0),
        ),
      );
    });
    expect(plain).toBe(421);
  });

  it('the console comes by wss, and a page of another site does not', async () => {
    const dial = (origin?: string) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`wss://localhost:${httpsPort}/ws`, {
          ca,
          ...(origin === undefined ? {} : { origin }),
        });
        socket.once('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('error', () => undefined);
        socket.once('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
      });
    expect(await dial(`https://localhost:${httpsPort}`)).toBe(101);
    expect(await dial('https://elsewhere.example')).toBe(403);
  });

  it('a charger comes by wss with its token (OCPP security profile 2), and not with that of another', async () => {
    const { body } = await test.call('POST', `/lots/${LOT_ID}/devices/${CHARGER.id}/token`);
    const dial = (auth: string) =>
      new WebSocket(`wss://localhost:${httpsPort}/field/ocpp/${CHARGER.id}`, 'ocpp1.6', {
        ca,
        auth,
      });
    const socket = dial(`${CHARGER.id}:${body.token}`);
    const answer = new Promise<string>((resolve) =>
      socket.on('message', (data) => /"currentTime"/.test(`${data}`) && resolve(`${data}`)),
    );
    socket.once('open', () => socket.send('[2,"1","Heartbeat",{}]'));
    expect(await answer).toMatch(/^\[3,"1"/);
    socket.terminate();
    const stranger = dial(`${CHARGER.id}:${password}`);
    stranger.on('error', () => undefined);
    const status = await new Promise((resolve) =>
      stranger.once('unexpected-response', (_, told) => resolve(told.statusCode)),
    );
    expect(status).toBe(401);
  });
});

it('what devices are given tells no key, and an attendant is told nothing', async () => {
  const { body } = await test.call('GET', '/station/tls');
  expect(JSON.stringify(body)).not.toContain('PRIVATE KEY');
  expect(body.tls).toMatchObject({ source: 'own', plainForEverybody: false, fault: null });
  expect(body.tls.certificate.names).toContain('localhost');
  expect(body.tls.certificate.validUntil - Date.now()).toBeGreaterThan(300 * DAY_MS);
  // Of all that the station has written, the two files of its own hold keys.
  const held = filesWith(test.dataDirectory, ['PRIVATE KEY']).map((file) =>
    file.slice(test.dataDirectory.length + 1),
  );
  expect(held.sort()).toEqual(['keys/tls/authority.pem', 'keys/tls/server.pem']);
  const anonymous = await fetch(`${test.station.url}/api/v1/station/tls`);
  expect(anonymous.status).toBe(401);
});
