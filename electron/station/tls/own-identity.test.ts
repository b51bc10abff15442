import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { hostNames } from './host-names.ts';
import { OwnIdentity } from './own-identity.ts';

let folder: string;
let at: number;
let names: string[];
const open = () => OwnIdentity.open({ folder, names: () => names, now: () => at });
const path = (name: string) => join(folder, name);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'gatehouse-identity-')), 'tls');
  at = Date.now();
  names = ['gate.local', '10.0.0.5', 'fd00::5', 'localhost'];
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

describe('the station as its own authority', () => {
  it('makes an authority and a server certificate that it has signed, for its names', async () => {
    const identity = await open();
    const { authority, names: held, source, fault } = identity.facts();
    const ca = new X509Certificate(authority?.pem ?? '');
    const server = new X509Certificate(identity.shown.cert);
    expect([source, fault]).toEqual(['own', null]);
    expect(held).toEqual(names);
    expect(ca.ca).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.checkIssued(ca) && server.verify(ca.publicKey)).toBe(true);
    expect(server.checkHost('gate.local')).toBe('gate.local');
    expect(server.checkIP('10.0.0.5')).toBe('10.0.0.5');
    expect(server.checkHost('elsewhere.local')).toBeUndefined();
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(readFileSync(path('ca.crt'), 'utf8')).toBe(authority?.pem);
    expect(identity.facts().fingerprint).toBe(server.fingerprint256);
  });

  it('keeps its keys to its owner, and none in what devices are given', async () => {
    await open();
    for (const file of ['authority.pem', 'server.pem', 'ca.crt'])
      expect(statSync(path(file)).mode & 0o077, file).toBe(0);
    expect(readFileSync(path('ca.crt'), 'utf8')).not.toContain('PRIVATE');
    chmodSync(path('authority.pem'), 0o644);
    await expect(open()).rejects.toThrow(/authority\.pem.*chmod 600/);
  });

  it('shows the same certificate after a restart', async () => {
    const before = (await open()).facts();
    expect((await open()).facts()).toEqual(before);
  });

  it('renews before the end, by the same authority, and tells the servers', async () => {
    const identity = await open();
    const before = identity.facts();
    const told: string[] = [];
    identity.onRenewed(({ cert }) => told.push(cert));
    at += 340 * DAY_MS;
    await identity.check();
    expect(identity.facts().fingerprint).toBe(before.fingerprint);
    at += 30 * DAY_MS;
    await identity.check();
    const after = identity.facts();
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.authority).toEqual(before.authority);
    expect(after.validUntil).toBeGreaterThan(before.validUntil);
    expect(told).toEqual([identity.shown.cert]);
    // It is on disk as well.
    expect((await open()).facts().fingerprint).toBe(after.fingerprint);
  });

  it('renews when it is reached by another name, and not when one has gone', async () => {
    const identity = await open();
    const { fingerprint } = identity.facts();
    names = names.slice(1);
    await identity.check();
    expect(identity.facts().fingerprint).toBe(fingerprint);
    names = [...names, '192.168.7.7'];
    await identity.check();
    expect(identity.facts().names).toEqual(names);
  });

  it('gives the authority a later end with its own key: who trusts the old one trusts the new server', async () => {
    const identity = await open();
    const old = new X509Certificate(identity.facts().authority?.pem ?? '');
    at += 18 * 365 * DAY_MS;
    await identity.check();
    const { authority, fault } = identity.facts();
    expect(fault).toBeNull();
    expect(authority?.fingerprint).not.toBe(old.fingerprint256);
    const server = new X509Certificate(identity.shown.cert);
    expect(server.checkIssued(old) && server.verify(old.publicKey)).toBe(true);
  });

  it('makes a damaged server certificate anew, and refuses a damaged authority with what to do', async () => {
    const before = (await open()).facts();
    writeFileSync(path('server.pem'), 'half a f');
    const again = (await open()).facts();
    expect(again.authority).toEqual(before.authority);
    expect(again.fingerprint).not.toBe(before.fingerprint);
    writeFileSync(path('authority.pem'), 'half a f');
    await expect(open()).rejects.toThrow(/authority\.pem is damaged\. Put its backup/);
    rmSync(path('authority.pem'));
    const fresh = await open();
    const ca = new X509Certificate(fresh.facts().authority?.pem ?? '');
    expect(ca.fingerprint256).not.toBe(before.authority?.fingerprint);
    expect(new X509Certificate(fresh.shown.cert).verify(ca.publicKey)).toBe(true);
  });

  it('goes on with what it has when the next cannot be written, and says so', async () => {
    const identity = await open();
    const { fingerprint } = identity.facts();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    at += 370 * DAY_MS;
    await identity.check();
    expect(identity.facts()).toMatchObject({ fingerprint, fault: expect.stringMatching(/\w/) });
    rmSync(folder);
    await identity.check();
    expect(identity.facts().fault).toBeNull();
    expect(identity.facts().fingerprint).not.toBe(fingerprint);
  });
});

it('this machine is known by its own name, its addresses, and what is added', () => {
  const all = hostNames('10.1.2.3', ['gate.example', 'not a name', '*']);
  expect(all).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', '::1', '10.1.2.3']));
  expect(all[0]).toBe('gate.example');
  expect(all).not.toContain('not a name');
  expect(all).not.toContain('*');
  expect(hostNames('0.0.0.0', [])).not.toContain('0.0.0.0');
});
