import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { type TestApi, testApi } from './test-support/test-api.ts';

const run = promisify(execFile);
const LOT = '/lots/small';
const SCRIPT = new URL('../../../scripts/verify-proof.mjs', import.meta.url).pathname;

describe('the audit with its proof', () => {
  let api: TestApi;
  let folder: string;
  let proof: string;
  let audit: string;

  beforeAll(async () => {
    api = await testApi();
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-proof-'));
    for (const reason of ['=cleaning', 'a "hole", in the floor', 'paint'])
      await block('a1', reason);
    api.host.clock.forward(DAY_MS);
    // Nobody stays signed in for a day.
    for (const role of ['admin', 'attendant'] as const) {
      const again = await api.services.accounts.signIn(role, `${role}-demo`, 'test');
      if (again.ok) Object.assign(api.tokens, { [role]: again.value.token });
    }
    for (const reason of ['ice', '@night\nwatch']) await block('a2', reason);
    proof = (await get('proof?period=day')).text;
    audit = (await api.call('GET', `${LOT}/reports/audit?format=csv&bom=1`)).text;
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function block(slotId: string, reason: string): Promise<void> {
    const body = { action: { kind: 'block' }, reason };
    const done = await api.call('POST', `${LOT}/slots/${slotId}/overrides`, { body });
    if (done.status >= 300) throw new Error(done.text);
    const free = { action: { kind: 'unblock' }, reason };
    await api.call('POST', `${LOT}/slots/${slotId}/overrides`, { body: free });
  }
  const get = (path: string, as: 'admin' | 'attendant' = 'admin') =>
    api.call('GET', `${LOT}/reports/audit/${path}`, { as });

  /** What the check of a proof says, with what it stands for changed. */
  async function checked(changedProof = proof, changedAudit: string | null = null) {
    const [proofFile, auditFile] = [join(folder, 'p.ndjson'), join(folder, 'a.csv')];
    writeFileSync(proofFile, changedProof);
    const files = [proofFile];
    if (changedAudit !== null) {
      writeFileSync(auditFile, changedAudit);
      files.push(auditFile);
    }
    try {
      const { stdout } = await run(process.execPath, [SCRIPT, ...files]);
      return { ok: true, said: stdout };
    } catch (error) {
      return { ok: false, said: (error as { readonly stderr: string }).stderr };
    }
  }

  it('holds as it was exported, for the days that were asked for', async () => {
    const { ok, said } = await checked(proof, audit);
    expect(said).toMatch(/^4 events stand under \d+ unbroken seals/);
    expect(said).toContain('4 rows of the audit say what the journal says.');
    expect(ok).toBe(true);
    const head = JSON.parse(proof.split('\n')[0] ?? '');
    expect(head).toMatchObject({ format: 'gatehouse-proof', lotId: 'small', madeBy: 'admin' });
    const whole = (await get('proof?from=2026-11-22&to=2026-11-23')).text;
    expect((await checked(whole)).said).toMatch(/^11 events/);
  });

  it('ends with the seal that the station has over the same event', async () => {
    const { end } = JSON.parse(proof.trim().split('\n').at(-1) ?? '');
    const seal = await api.call('GET', `${LOT}/journal/seals/${end.seq}`);
    expect(seal.body).toEqual({ seq: end.seq, hash: end.hash });
    const beyond = await api.call('GET', `${LOT}/journal/seals/${end.seq + 100}`);
    expect([beyond.status, beyond.body.code]).toEqual([404, 'not-found']);
  });

  it.each([
    ['another reason', (text: string) => text.replace('ice', 'snow')],
    [
      'another person',
      (text: string) => text.replace('\\"name\\":\\"admin\\"', '\\"name\\":\\"eve\\"'),
    ],
    [
      'another time',
      (text: string) =>
        text.replace(/^\[(\d+),(\d+)/m, (_, seq, at) => `[${seq},${Number(at) - 1}`),
    ],
    ['an event left out', (text: string) => text.replace(/^\[.*\n/m, '')],
    ['a seal left out', (text: string) => text.replace(/^\{"seal.*\n/m, '')],
    ['another seal', (text: string) => text.replace(/"hash":"[0-9a-f]{2}/g, '"hash":"00')],
    ['an end that is cut off', (text: string) => text.split('\n').slice(0, -3).join('\n')],
  ])('shows %s', async (_what, change) => {
    const changed = change(proof);
    expect(changed).not.toBe(proof);
    const { ok, said } = await checked(changed);
    expect(said).toMatch(/^Does not hold: /);
    expect(ok).toBe(false);
  });

  it.each([
    ['reason', 'ice', 'snow', /Reason says "snow", the journal says "ice"/],
    ['person', ',admin,admin,', ',eve,admin,', /Who says "eve", the journal says "admin"/],
    ['kind of action', 'SlotOverridden', 'GateHeld', /What says "GateHeld"/],
  ])('shows a changed %s in the report beside it', async (_what, from, to, said) => {
    const found = await checked(proof, audit.replace(from, to));
    expect(found.said).toMatch(said);
    expect(found.ok).toBe(false);
  });

  it('is for those who may read the journal, and names wrong days', async () => {
    const denied = await get('proof', 'attendant');
    expect([denied.status, denied.body.code]).toEqual([403, 'forbidden']);
    const wrong = await get('proof?date=2026-02-30');
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid']);
    expect(readFileSync(SCRIPT, 'utf8')).not.toMatch(/from '(#|\.)/);
  });

  it('holds no plate in clear', async () => {
    await api.call('POST', `${LOT}/entries`, { body: { laneId: 'in', plate: 'KA01AB1234' } });
    const text = (await get('proof?period=day')).text;
    expect(text).toContain('TicketIssued');
    expect(text).not.toContain('KA01AB1234');
  });
});
