import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#domain/kernel/instant.ts';
import { type RecordingLog, recordingLog } from '../../journal/test-support/recording-log.ts';
import { type HandClock, handClock } from '../test-support/test-host.ts';
import { Accounts } from './accounts.ts';

const PASSWORD = 'correct horse battery';

let directory: string;
let clock: HandClock;
let log: RecordingLog;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'gatehouse-accounts-')), 'keys');
  clock = handClock();
  log = recordingLog();
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

const open = (demo = false) => Accounts.open({ directory, clock: clock.now, log, demo });
const usersFile = () => join(directory, 'users.json');

async function withAdmin(): Promise<Accounts> {
  const accounts = await open();
  const answer = await accounts.createAdmin('asha', PASSWORD);
  expect(answer.ok).toBe(true);
  return accounts;
}

async function tokenOf(accounts: Accounts, username: string, password = PASSWORD): Promise<string> {
  const answer = await accounts.signIn(username, password, 'test');
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.token;
}

async function codeOf(answer: ReturnType<Accounts['signIn']>): Promise<string> {
  const given = await answer;
  return given.ok ? 'ok' : given.refusal.code;
}

describe('the first administrator', () => {
  it('is made once, however many ask at once', async () => {
    const accounts = await open();
    expect(accounts.needsAdmin).toBe(true);
    const answers = await Promise.all(
      ['asha', 'ravi', 'asha'].map((name) => accounts.createAdmin(name, PASSWORD)),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code))).toEqual([
      'ok',
      'admin-exists',
      'admin-exists',
    ]);
    expect(accounts.needsAdmin).toBe(false);
    expect(accounts.list()).toEqual([{ username: 'asha', role: 'admin' }]);
  });

  it('is still there after a restart, with a token that still holds', async () => {
    const token = await tokenOf(await withAdmin(), 'asha');
    const accounts = await open();
    expect(accounts.needsAdmin).toBe(false);
    expect(accounts.principalOf(token)).toEqual({ username: 'asha', role: 'admin' });
  });

  it('can be removed only when there is another', async () => {
    const accounts = await withAdmin();
    expect(await accounts.remove('asha')).toEqual({
      ok: false,
      refusal: { code: 'user-last-admin' },
    });
    await accounts.create('ravi', PASSWORD, 'admin');
    expect((await accounts.remove('asha')).ok).toBe(true);
    expect((await accounts.remove('ravi')).ok).toBe(false);
  });
});

describe('signing in', () => {
  it('takes the right password alone, and tells no name from another', async () => {
    const accounts = await withAdmin();
    expect(await codeOf(accounts.signIn('asha', PASSWORD, 'a'))).toBe('ok');
    expect(await codeOf(accounts.signIn(' Asha ', PASSWORD, 'a'))).toBe('ok');
    expect(await codeOf(accounts.signIn('asha', `${PASSWORD} `, 'a'))).toBe('sign-in-wrong');
    expect(await codeOf(accounts.signIn('asha', '', 'a'))).toBe('sign-in-wrong');
    expect(await codeOf(accounts.signIn('nobody', PASSWORD, 'a'))).toBe('sign-in-wrong');
    expect(await codeOf(accounts.signIn('__proto__', PASSWORD, 'a'))).toBe('sign-in-wrong');
  });

  it('takes a password however its accents were typed', async () => {
    const accounts = await withAdmin();
    await accounts.create('zoe', 'schöne Grüße'.normalize('NFC'), 'attendant');
    expect(await codeOf(accounts.signIn('zoe', 'schöne Grüße'.normalize('NFD'), 'a'))).toBe('ok');
  });

  it('makes whoever guesses wait, longer each time, whether the name exists or not', async () => {
    const accounts = await withAdmin();
    for (const name of ['asha', 'nobody']) {
      for (let guess = 0; guess < 5; guess += 1) {
        expect(await codeOf(accounts.signIn(name, 'wrong', 'far'))).toBe('sign-in-wrong');
      }
      expect(await accounts.signIn(name, PASSWORD, 'far')).toEqual({
        ok: false,
        refusal: { code: 'sign-in-wait', retryAfterMs: 1_000 },
      });
    }
    // Others, and the same name from elsewhere, are not locked out by it.
    expect(await codeOf(accounts.signIn('asha', PASSWORD, 'near'))).toBe('ok');
    clock.forward(1_000);
    expect(await codeOf(accounts.signIn('asha', 'wrong', 'far'))).toBe('sign-in-wrong');
    expect(await accounts.signIn('asha', PASSWORD, 'far')).toMatchObject({
      refusal: { retryAfterMs: 2_000 },
    });
    clock.forward(2_000);
    expect(await codeOf(accounts.signIn('asha', PASSWORD, 'far'))).toBe('ok');
    expect(await codeOf(accounts.signIn('asha', 'wrong', 'far'))).toBe('sign-in-wrong');
  });

  it('gains nothing from guessing many times at once', async () => {
    const accounts = await withAdmin();
    const codes = await Promise.all(
      Array.from({ length: 30 }, () => codeOf(accounts.signIn('asha', 'wrong', 'far'))),
    );
    expect(codes.filter((code) => code === 'sign-in-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign-in-wait')).toHaveLength(25);
  });

  it('turns a crowd away as busy instead of queueing it without end', async () => {
    const accounts = await withAdmin();
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => accounts.signIn(`user${index}`, 'x', `${index}`)),
    );
    const busy = answers.filter(({ status }) => status === 'rejected');
    expect(busy).toHaveLength(60 - 2 - 32);
    expect(await codeOf(accounts.signIn('asha', PASSWORD, 'a'))).toBe('ok');
  });

  it('is bounded for one address', async () => {
    const accounts = await withAdmin();
    const codes: string[] = [];
    for (let attempt = 0; attempt < 121; attempt += 1) {
      codes.push(await codeOf(accounts.signIn(`user${attempt}`, 'x', 'far')));
    }
    expect(codes.slice(0, 120).every((code) => code === 'sign-in-wrong')).toBe(true);
    expect(codes[120]).toBe('sign-in-wait');
    clock.forward(MINUTE_MS);
    expect(await codeOf(accounts.signIn('asha', PASSWORD, 'far'))).toBe('ok');
  });
});

describe('a token', () => {
  it('ends after twelve hours', async () => {
    const accounts = await withAdmin();
    const token = await tokenOf(accounts, 'asha');
    clock.forward(12 * HOUR_MS - 1);
    expect(accounts.principalOf(token)).not.toBeNull();
    clock.forward(1);
    expect(accounts.principalOf(token)).toBeNull();
  });

  it('ends alone when its owner signs out, also after a restart', async () => {
    const accounts = await withAdmin();
    const [desk, tablet] = [await tokenOf(accounts, 'asha'), await tokenOf(accounts, 'asha')];
    await accounts.signOut(desk);
    for (const opened of [accounts, await open()]) {
      expect(opened.principalOf(desk)).toBeNull();
      expect(opened.principalOf(tablet)).not.toBeNull();
    }
  });

  it('ends with all others of a user who is removed or gets a new password', async () => {
    const accounts = await withAdmin();
    await accounts.create('ravi', PASSWORD, 'attendant');
    const first = await tokenOf(accounts, 'ravi');
    let ended = 0;
    accounts.onEnded(() => {
      ended += 1;
    });
    await accounts.setPassword('ravi', 'another one, longer');
    expect(accounts.principalOf(first)).toBeNull();
    const second = await tokenOf(accounts, 'ravi', 'another one, longer');
    await accounts.remove('ravi');
    expect(accounts.principalOf(second)).toBeNull();
    expect(ended).toBe(2);
    // A new user of the old name does not bring the old tokens back.
    clock.forward(1);
    await accounts.create('ravi', PASSWORD, 'attendant');
    expect(accounts.principalOf(first)).toBeNull();
    expect(accounts.principalOf(second)).toBeNull();
  });
});

describe('the files', () => {
  it('are readable by their owner alone and hold no password', async () => {
    const accounts = await withAdmin();
    await tokenOf(accounts, 'asha');
    for (const file of [usersFile(), join(directory, 'sign-in.key')]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    const text = readFileSync(usersFile(), 'utf8');
    expect(text).not.toContain(PASSWORD);
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('are never taken for empty when they are damaged', async () => {
    await withAdmin();
    for (const damage of ['', '{}', readFileSync(usersFile(), 'utf8').slice(0, 80)]) {
      writeFileSync(usersFile(), damage);
      await expect(open()).rejects.toThrow('is damaged');
    }
  });

  it('get a new key when others could read the old one, and old tokens end', async () => {
    const token = await tokenOf(await withAdmin(), 'asha');
    chmodSync(join(directory, 'sign-in.key'), 0o644);
    const accounts = await open();
    expect(accounts.principalOf(token)).toBeNull();
    expect(log.lines.some(({ message }) => message.includes('readable by others'))).toBe(true);
    expect(accounts.principalOf(await tokenOf(accounts, 'asha'))).not.toBeNull();
  });

  it('keep a change that could not be written from happening', async () => {
    const accounts = await withAdmin();
    rmSync(directory, { recursive: true });
    writeFileSync(directory, 'a file where the folder was');
    await expect(accounts.create('ravi', PASSWORD, 'manager')).rejects.toThrow();
    expect(accounts.list()).toHaveLength(1);
    rmSync(directory);
    expect((await accounts.create('ravi', PASSWORD, 'manager')).ok).toBe(true);
    expect((await open()).list()).toHaveLength(2);
  });
});

describe('the demo users', () => {
  it('are there for a demo only, and leave nothing behind', async () => {
    const demo = await open(true);
    for (const role of ['admin', 'manager', 'attendant'] as const) {
      const token = await tokenOf(demo, role, `${role}-demo`);
      expect(demo.principalOf(token)).toEqual({ username: role, role });
    }
    await demo.create('ravi', PASSWORD, 'attendant');
    const plain = await open();
    expect(plain.list()).toEqual([{ username: 'ravi', role: 'attendant' }]);
    expect(plain.needsAdmin).toBe(true);
    expect(await codeOf(plain.signIn('admin', 'admin-demo', 'a'))).toBe('sign-in-wrong');
  });

  it('never replace a real user of the same name', async () => {
    const accounts = await open();
    await accounts.createAdmin('admin', PASSWORD);
    const demo = await open(true);
    expect(await codeOf(demo.signIn('admin', 'admin-demo', 'a'))).toBe('sign-in-wrong');
    expect(await codeOf(demo.signIn('admin', PASSWORD, 'a'))).toBe('ok');
  });
});
