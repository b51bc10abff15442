import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GivenIdentity } from '../../tls/given-identity.ts';
import { recordedLog } from '../test-support/recorded-log.ts';
import { startBroker } from './broker.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tls-'));
const file = (name: string) => join(folder, name);
const files = { certFile: file('cert.pem'), keyFile: file('key.pem') };

beforeAll(() => {
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', files.keyFile, '-out', files.certFile, '-days', '2', '-subj', '/CN=gate'],
    ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the broker over TLS', () => {
  it('is reached by who trusts its certificate, and by mosquitto', async () => {
    const identity = await GivenIdentity.open(files);
    const tls = { port: 0, identity, plainForEverybody: false };
    const broker = await startBroker({ port: 0, log: recordedLog(), tls });
    const url = `mqtts://localhost:${broker.tlsPort}`;
    try {
      const ca = readFileSync(files.certFile);
      const client = await mqtt.connectAsync(url, { ca, reconnectPeriod: 0 });
      const heard = new Promise<string>((done) =>
        client.on('message', (topic, payload) => done(`${topic} ${payload}`)),
      );
      await client.subscribeAsync('over/#', { qos: 1 });
      // In a process of its own and not waited for in this one's turn: the broker lives here.
      await promisify(execFile)('mosquitto_pub', [
        ...['-h', 'localhost', '-p', String(broker.tlsPort), '--cafile', files.certFile],
        ...['-q', '1', '-t', 'over/tls', '-m', 'hello'],
      ]);
      expect(await heard).toBe('over/tls hello');
      await client.endAsync(true);
      await expect(mqtt.connectAsync(url, { reconnectPeriod: 0 })).rejects.toThrow(/self.signed/i);
      // Plain words at this door end that connection and nothing else.
      const plain = connect({ host: '127.0.0.1', port: broker.tlsPort ?? 0 });
      plain.on('error', () => undefined);
      const ended = new Promise<void>((done) => plain.once('close', () => done()));
      plain.resume().write('no TLS at all');
      await ended;
      await (await mqtt.connectAsync(broker.url)).endAsync(true);
    } finally {
      await broker.stop();
    }
  });
});
