import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeAuthority, makeServerCertificate } from './certificates.ts';
import { GivenIdentity } from './given-identity.ts';

let folder: string;
const files = () => ({ certFile: join(folder, 'site.crt'), keyFile: join(folder, 'site.key') });

async function put(names: readonly string[]): Promise<void> {
  const now = Date.now();
  const pair = await makeServerCertificate(await makeAuthority('Site', now), names, now);
  writeFileSync(files().certFile, pair.cert);
  writeFileSync(files().keyFile, pair.key);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-given-'));
  await put(['gate.example']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('shows the certificate of the files, takes what replaces it, and keeps it while they are wrong', async () => {
  const identity = await GivenIdentity.open(files());
  expect(identity.facts()).toMatchObject({ source: 'given', names: ['gate.example'], fault: null });
  const told: string[] = [];
  identity.onRenewed(({ cert }) => told.push(cert));
  await identity.check();
  expect(told).toEqual([]);
  const before = identity.shown;
  writeFileSync(files().certFile, 'half of a certif');
  await identity.check();
  expect(identity.shown).toEqual(before);
  expect(identity.facts().fault).toMatch(/site\.crt.*do not fit together/);
  await put(['gate.example', 'new.example']);
  await identity.check();
  expect(identity.facts()).toMatchObject({ names: ['gate.example', 'new.example'], fault: null });
  expect(told).toEqual([identity.shown.cert]);
  await expect(identity.renew()).rejects.toThrow(/given in config\.json/);
});

it.each([
  ['that is not there', () => rmSync(files().certFile), /site\.crt cannot be read/],
  ['that is none', () => writeFileSync(files().certFile, 'x'), /tls\.certFile and tls\.keyFile/],
  [
    'with the key of another',
    async () => {
      const { key } = await makeAuthority('Other', Date.now());
      writeFileSync(files().keyFile, key);
    },
    /do not fit together/,
  ],
])('a certificate %s is told with its file', async (_, spoil, message) => {
  await spoil();
  await expect(GivenIdentity.open(files())).rejects.toThrow(message);
});
