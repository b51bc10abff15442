import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VaultEntry } from '../ports/journal.ts';
import type { SqliteJournal } from './journal.ts';
import { openKeyRing, rotateKey } from './keys.ts';
import { sampleBatch } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';
import { VaultCipher } from './vault-cipher.ts';

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

const plate = (number: number): string => `KA51ZQ${number}`;

function entries(journal: SqliteJournal, from: number, count: number): VaultEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const clear = plate(from + index);
    return { ref: journal.refOf(clear), clear };
  });
}

/** Everything on disk beside the keys, as one buffer. */
function bytesOnDisk(): Buffer {
  const files = readdirSync(place.dir).filter((name) => name.startsWith('journal'));
  expect(files).toContain('journal.db');
  return Buffer.concat(files.map((name) => readFileSync(join(place.dir, name))));
}

describe('references', () => {
  it('are the key id and the HMAC of the normalised plate, cut to 128 bits', async () => {
    const journal = await place.open();
    const { keyId, key } = openKeyRing(place.keysDir).pseudonymKeys.current;
    const hmac = createHmac('sha256', key).update('KA01AB1234').digest();
    const ref = `${keyId}.${hmac.subarray(0, 16).toString('base64url')}`;
    for (const written of ['KA01AB1234', 'ka 01 ab 1234', 'KA-01·AB-1234', 'KA01AB1234']) {
      expect(journal.refOf(written)).toBe(ref);
    }
    expect(journal.refOf('KA01AB1235')).not.toBe(ref);
    expect(journal.refOf('MÜ·X 1')).toBe(journal.refOf('müx1'));
    expect(() => journal.refOf(' - ')).toThrow('a plate has 2 to 16 letters and digits');
    expect(() => journal.refOf('A'.repeat(17))).toThrow('a plate has 2 to 16 letters and digits');
  });
});

describe('the vault', () => {
  it('reveals what it holds, after a restart and a rotation of its key as well', async () => {
    const journal = await place.open();
    const [first] = entries(journal, 1, 1) as [VaultEntry];
    expect(journal.holds(first.ref)).toBe(false);
    expect(journal.reveal(first.ref)).toBeNull();
    await journal.commit(sampleBatch(0, 1, [first]));
    await journal.commit(sampleBatch(1, 1, [first]));
    expect(journal.holds(first.ref)).toBe(true);
    expect(journal.reveal(first.ref)).toBe(first.clear);
    await journal.close();

    rotateKey(place.keysDir, 'vault');
    const again = await place.open();
    const [second] = entries(again, 2, 1) as [VaultEntry];
    await again.commit(sampleBatch(2, 1, [second]));
    expect([first, second].map(({ ref }) => again.reveal(ref))).toEqual([plate(1), plate(2)]);
    expect(again.refOf(plate(1))).toBe(first.ref);
    expect(again.holds(first.ref)).toBe(true);
  });

  it('leaves no plate in clear in any file, and none in the log', async () => {
    const journal = await place.open();
    for (let round = 0; round < 20; round += 1) {
      await journal.commit(sampleBatch(round * 5, 5, entries(journal, round * 50, 50)));
    }
    const written = Buffer.concat([bytesOnDisk(), Buffer.from(JSON.stringify(place.log.lines))]);
    expect(existsSync(`${place.file}-wal`)).toBe(true);
    expect(journal.reveal(journal.refOf(plate(999)))).toBe(plate(999));
    await journal.close();
    for (const bytes of [written, bytesOnDisk()]) {
      // References and the events are there in clear, so the search itself is known to find things.
      expect(bytes.includes('"type":"SessionStarted"')).toBe(true);
      expect(bytes.includes(journal.refOf(plate(7)))).toBe(true);
      for (const form of [
        'KA51ZQ',
        'ka51zq',
        Buffer.from('KA51ZQ', 'utf16le'),
        Buffer.from('KA51ZQ').toString('hex'),
        Buffer.from('KA51ZQ').toString('base64'),
      ]) {
        expect(bytes.includes(form)).toBe(false);
      }
      const { pseudonymKeys, vaultKeys } = openKeyRing(place.keysDir);
      for (const { key } of [pseudonymKeys.current, vaultKeys.current]) {
        expect(bytes.includes(key)).toBe(false);
        expect(bytes.includes(key.toString('hex'))).toBe(false);
      }
    }
  });

  it('erases a plate down to its ciphertext, and the chain stays whole', async () => {
    const journal = await place.open();
    const known = entries(journal, 0, 3_000);
    for (let from = 0; from < known.length; from += 100) {
      await journal.commit(sampleBatch(from, 100, known.slice(from, from + 100)));
    }
    const raw = new Sqlite(place.file, { readonly: true });
    const find = raw
      .prepare('SELECT sealed FROM vault_refs JOIN vault USING (id) WHERE ref = ?')
      .pluck();
    const erased = known.filter((_, index) => index % 150 === 7);
    const sealed = erased.map(({ ref }) => find.get(ref) as Buffer);
    raw.close();
    const before = bytesOnDisk();
    for (const value of sealed) expect(before.includes(value.subarray(12))).toBe(true);

    for (const { ref } of erased) await journal.erase(ref);
    const after = bytesOnDisk();
    for (const [index, { ref }] of erased.entries()) {
      expect(journal.holds(ref)).toBe(false);
      expect(journal.reveal(ref)).toBeNull();
      const value = sealed[index] as Buffer;
      for (const part of [value.subarray(0, 12), value.subarray(12, 20), value.subarray(-16)]) {
        expect(after.includes(part)).toBe(false);
      }
    }
    const kept = known.filter((entry) => !erased.includes(entry));
    for (const { ref, clear } of kept) expect(journal.reveal(ref)).toBe(clear);
    expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: 3_000 });
  });

  it('finishes an erasure once a reader lets go of the log, and takes commits meanwhile', async () => {
    const journal = await place.open();
    const [entry] = entries(journal, 1, 1) as [VaultEntry];
    await journal.commit(sampleBatch(0, 1, [entry]));
    const reader = new Sqlite(place.file, { readonly: true });
    reader.exec('BEGIN');
    expect(reader.prepare('SELECT count(*) FROM vault_refs').pluck().get()).toBe(1);
    let erased = false;
    const erasing = journal.erase(entry.ref).then(() => {
      erased = true;
    });
    for (let after = 1; after < 20; after += 1) await journal.commit(sampleBatch(after, 1));
    expect(erased).toBe(false);
    expect(journal.reveal(entry.ref)).toBeNull();
    reader.exec('COMMIT');
    reader.close();
    await erasing;
    expect(statSync(`${place.file}-wal`).size).toBe(0);
  });

  it('takes a person who comes back after or during an erasure', async () => {
    const journal = await place.open();
    const [entry] = entries(journal, 1, 1) as [VaultEntry];
    await journal.commit(sampleBatch(0, 1, [entry]));
    const erasing = journal.erase(entry.ref);
    expect(journal.holds(entry.ref)).toBe(false);
    expect(journal.reveal(entry.ref)).toBeNull();
    const returning = journal.commit(sampleBatch(1, 1, [entry]));
    await Promise.all([erasing, returning]);
    expect(journal.holds(entry.ref)).toBe(true);
    expect(journal.reveal(entry.ref)).toBe(entry.clear);
    await journal.erase('1.never-seen');
  });

  it('says so in the log when a value was moved or changed, and shows no plate', async () => {
    const journal = await place.open();
    const [one, two] = entries(journal, 1, 2) as [VaultEntry, VaultEntry];
    await journal.commit(sampleBatch(0, 1, [one, two]));
    await journal.close();
    const raw = new Sqlite(place.file);
    raw.exec('UPDATE vault SET sealed = (SELECT sealed FROM vault WHERE id = 2) WHERE id = 1');
    raw.close();
    const again = await place.open();
    expect(again.reveal(one.ref)).toBeNull();
    expect(again.reveal(two.ref)).toBe(two.clear);
    expect(place.log.lines.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'a plate in the vault is damaged and cannot be read'],
    ]);
  });
});

describe('the cipher', () => {
  it('never uses a nonce twice and binds a value to its reference and key', () => {
    const cipher = new VaultCipher(randomBytes(32));
    const nonces = new Set<string>();
    for (let index = 0; index < 5_000; index += 1) {
      nonces.add(cipher.encrypt('1.a', 'KA01').subarray(0, 12).toString('hex'));
    }
    expect(nonces.size).toBe(5_000);
    const sealed = cipher.encrypt('1.a', 'KA01');
    expect(cipher.decrypt('1.a', sealed)).toBe('KA01');
    expect(() => cipher.decrypt('1.b', sealed)).toThrow();
    expect(() => new VaultCipher(randomBytes(32)).decrypt('1.a', sealed)).toThrow();
  });
});
