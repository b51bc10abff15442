import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#domain/kernel/instant.ts';
import type { MqttTlsFiles } from '../../options.ts';
import {
  type KeyedCertificate,
  makeAuthority,
  makeServerCertificate,
} from '../../tls/certificates.ts';
import { mosquitto } from '../test-support/mosquitto.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { until } from '../test-support/wait.ts';
import { readTrust } from './broker-trust.ts';
import { connectMqtt } from './connect.ts';

/* Debian's mosquitto over TLS, as a broker of somebody else. */

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-foreign-'));
const NONE: MqttTlsFiles = { caFile: null, certFile: null, keyFile: null };
let authority: KeyedCertificate;
let stranger: KeyedCertificate;

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  authority = await makeAuthority('Site', Date.now());
  stranger = await makeAuthority('Stranger', Date.now());
  file('site-ca.crt', authority.cert);
  file('stranger-ca.crt', stranger.cert);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A broker with a certificate of the site's authority. */
async function broker(names: readonly string[], at = Date.now(), more: readonly string[] = []) {
  const pair = await makeServerCertificate(authority, names, at);
  return mosquitto([
    // As root it would go over to a user that may not read the key.
    'user root',
    `certfile ${file('server.crt', pair.cert)}`,
    `keyfile ${file('server.key', pair.key)}`,
    ...more,
  ]);
}

async function tried(port: number, files: Partial<MqttTlsFiles>, scheme = 'mqtts') {
  const log = recordedLog();
  const trust = readTrust({ ...NONE, ...files });
  const url = `${scheme}://me:pass-word@localhost:${port}`;
  const link = await connectMqtt({ url, trust, log });
  const { connected, fault } = link;
  await link.stop();
  expect(JSON.stringify(log.lines)).not.toContain('pass-word');
  expect(link.url).not.toContain('pass-word');
  return { connected, fault };
}

const caFile = join(folder, 'site-ca.crt');

describe('another broker over TLS', () => {
  it('is reached with the certificate of its authority, and says why it is not with another', async () => {
    const other = await broker(['localhost']);
    expect(await tried(other.port, { caFile })).toEqual({ connected: true, fault: null });
    const unknown = { connected: false, fault: expect.stringMatching(/--mqtt-ca/) };
    expect(await tried(other.port, {})).toEqual(unknown);
    expect(await tried(other.port, { caFile: join(folder, 'stranger-ca.crt') })).toEqual(unknown);
    await other.stop();
  });

  it.each([
    ['has expired', ['localhost'], -500, /has expired.*Renew it at the broker/],
    ['is not valid yet', ['localhost'], 30, /not valid yet.*clocks/],
    ['is for another name', ['elsewhere.example'], 0, /for another name.*--mqtt-url/],
  ])('whose certificate %s is told so', async (_, names, days, sentence) => {
    const other = await broker(names, Date.now() + days * DAY_MS);
    const told = await tried(other.port, { caFile });
    expect(told).toEqual({ connected: false, fault: expect.stringMatching(sentence) });
    await other.stop();
  });

  it('that asks for the certificate of the station is shown it', async () => {
    const asks = [`cafile ${caFile}`, 'require_certificate true'];
    const other = await broker(['localhost'], Date.now(), asks);
    const certFile = join(folder, 'me.crt');
    const keyFile = join(folder, 'me.key');
    execFileSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-CA', caFile, '-CAkey', file('site-ca.key', authority.key), '-subj', '/CN=station'],
      ...['-addext', 'basicConstraints=CA:FALSE', '-addext', 'extendedKeyUsage=clientAuth'],
      ...['-keyout', keyFile, '-out', certFile],
    ]);
    const refused = await tried(other.port, { caFile });
    expect(refused.connected).toBe(false);
    expect(refused.fault).toMatch(/--mqtt-cert/);
    const shown = await tried(other.port, { caFile, certFile, keyFile });
    expect(shown).toEqual({ connected: true, fault: null });
    await other.stop();
  });

  it('at a port without TLS is told apart from one that is not there', async () => {
    const other = await mosquitto();
    const plain = await tried(other.port, { caFile });
    expect(plain.fault).toMatch(/speak no TLS at that port.*8883/);
    await other.stop();
    expect(await tried(other.port, { caFile })).toEqual({ connected: false, fault: null });
  });

  it('that is mended is reached by itself, and its watchers hear why it was not', async () => {
    const other = await broker(['localhost'], Date.now() - 500 * DAY_MS);
    const { port } = other;
    const link = await connectMqtt({
      url: `mqtts://localhost:${port}`,
      trust: readTrust({ ...NONE, caFile }),
      log: recordedLog(),
      reconnect: { firstMs: 20, capMs: 100 },
    });
    expect(link.fault).toMatch(/has expired/);
    await other.halt();
    const good = await makeServerCertificate(authority, ['localhost'], Date.now());
    file('server.crt', good.cert);
    file('server.key', good.key);
    await other.start();
    await until('it is reached', () => link.connected);
    expect(link.fault).toBeNull();
    await link.stop();
    await other.stop();
  });
});

it.each([
  ['--mqtt-ca', { caFile: join(folder, 'none.crt') }, /--mqtt-ca: .*none\.crt cannot be read/],
  ['what is no certificate', { caFile: file('no.crt', 'x') }, /--mqtt-ca: .*no certificate in PEM/],
])('%s that cannot be used is told with its flag', (_, files, message) => {
  expect(() => readTrust({ ...NONE, ...files })).toThrow(message);
});

it('a key that is not that of the certificate is told with both flags', async () => {
  const certFile = file('a.crt', authority.cert);
  const keyFile = file('b.key', stranger.key);
  expect(() => readTrust({ ...NONE, certFile, keyFile })).toThrow(/--mqtt-cert .*--mqtt-key/);
});
