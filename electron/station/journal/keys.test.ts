import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { JournalKeys } from './errors.ts';
import { keySet, openKeyRing, rotateKey } from './keys.ts';

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-keys-'));
  dir = join(root, 'data', 'keys');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const mode = (path: string) => statSync(path).mode & 0o777;

it('creates what is missing, readable by its owner alone, and gives it back', () => {
  const ring = openKeyRing(dir);
  expect(mode(dir)).toBe(0o700);
  const files = readdirSync(dir).sort();
  expect(files).toEqual(['pseudonym-1.key', 'ticket-1.key', 'vault-1.key']);
  for (const file of files) expect(mode(join(dir, file))).toBe(0o600);
  const keys = [ring.pseudonymKeys, ring.vaultKeys, ring.ticketKeys].map((set) => set.current.key);
  expect(keys.map((key) => key.length)).toEqual([32, 32, 32]);
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
  expect(openKeyRing(dir).ticketKeys.current).toEqual(ring.ticketKeys.current);
});

it('rotates by id: the newest signs, the older ones still read', () => {
  const first = openKeyRing(dir).ticketKeys.current;
  expect(rotateKey(dir, 'ticket')).toBe('2');
  for (let id = 3; id <= 11; id += 1) rotateKey(dir, 'ticket');
  const { ticketKeys } = openKeyRing(dir);
  expect(ticketKeys.current.keyId).toBe('11');
  expect(ticketKeys.get('1')).toEqual(first.key);
  expect(ticketKeys.get('2')).toHaveLength(32);
  expect(ticketKeys.get('12')).toBeNull();
  expect(ticketKeys.current.key).not.toEqual(first.key);
});

it('refuses a folder or a key that others can reach, saying what to do', () => {
  openKeyRing(dir);
  chmodSync(join(dir, 'vault-1.key'), 0o640);
  expect(() => openKeyRing(dir)).toThrow(JournalKeys);
  expect(() => openKeyRing(dir)).toThrow(
    /vault-1\.key can be reached by other users \(mode 0640\).*chmod 0600/,
  );
  chmodSync(join(dir, 'vault-1.key'), 0o600);
  chmodSync(dir, 0o755);
  expect(() => openKeyRing(dir)).toThrow(
    /keys can be reached by other users \(mode 0755\).*chmod 0700/,
  );
  rmSync(dir, { recursive: true });
  mkdirSync(dir, { mode: 0o755 });
  expect(() => openKeyRing(dir)).toThrow(/chmod 0700/);
  expect(readdirSync(dir)).toEqual([]);
});

it.each(['', 'abc', `${'z'.repeat(64)}\n`])(
  'refuses a damaged key and never replaces it: %j',
  (text) => {
    openKeyRing(dir);
    writeFileSync(join(dir, 'vault-1.key'), text);
    expect(() => openKeyRing(dir)).toThrow(/vault-1\.key is not a key/);
  },
);

it('takes keys that were handed over, of the right length', () => {
  const key = Buffer.alloc(32, 7);
  expect(keySet([{ keyId: 'a', key }]).get('a')).toBe(key);
  expect(() => keySet([])).toThrow('At least one key is needed');
  expect(() => keySet([{ keyId: 'a', key: Buffer.alloc(16) }])).toThrow('16 bytes instead of 32');
});
