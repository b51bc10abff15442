import { copyFileSync, readFileSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '#domain/kernel/seeded-random.ts';
import type { Verification } from '../ports/journal.ts';
import { isDamage } from './failure.ts';
import { openDatabase } from './sqlite.ts';
import { flipByte } from './test-support/flip-byte.ts';
import { sampleBatch } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';
import { verifyRows } from './verify.ts';

const EVENTS = 3_000;
let place: TemporaryJournal;
beforeEach(async () => {
  place = temporaryJournal();
  const journal = await place.open();
  for (let after = 0; after < EVENTS; after += 10) await journal.commit(sampleBatch(after, 10));
  await journal.close();
});
afterEach(() => place.remove());

/** Changes what the triggers would refuse. */
function tamper(...statements: string[]): void {
  const raw = new Sqlite(place.file);
  for (const table of ['events', 'seals']) {
    for (const what of ['update', 'delete']) raw.exec(`DROP TRIGGER ${table}_no_${what}`);
  }
  for (const statement of statements) raw.exec(statement);
  raw.close();
}

async function verified(): Promise<Verification> {
  const journal = await place.open();
  return await journal.verify();
}

describe('verify', () => {
  it('holds for what was written', async () => {
    const shares: number[] = [];
    const journal = await place.open();
    const verification = await journal.verify((share) => shares.push(share));
    expect(verification).toMatchObject({ ok: true, lastSeq: EVENTS });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  const column = (name: string, value: string) =>
    `UPDATE events SET ${name} = ${value} WHERE seq = 1234`;
  it.each([
    ['at', column('at', 'at + 1')],
    ['type', column('type', "'LoopChanged'")],
    ['actor', column('actor', `'{"kind":"user","name":"mallory","role":"admin"}'`)],
    ['command id', column('command_id', "'another'")],
    ['body', column('body', "replace(body, 's-', 'S-')")],
    [
      'place of a byte between two columns',
      `UPDATE events SET type = type || substr(actor, 1, 1), actor = substr(actor, 2) WHERE seq = 1234`,
    ],
  ])('names the event whose %s was changed', async (_what, sql) => {
    tamper(sql);
    expect(await verified()).toMatchObject({
      ok: false,
      seq: 1234,
      what: expect.stringContaining('event 1234 is not what was sealed'),
    });
  });

  it('names an event that is gone', async () => {
    tamper('DELETE FROM events WHERE seq = 1234');
    expect(await verified()).toMatchObject({ ok: false, seq: 1234, what: 'event 1234 is missing' });
  });

  it('names the first of two events that were exchanged', async () => {
    tamper(
      'UPDATE events SET seq = -1 WHERE seq = 1234',
      'UPDATE events SET seq = 1234 WHERE seq = 1237',
      'UPDATE events SET seq = 1237 WHERE seq = -1',
    );
    expect(await verified()).toMatchObject({ ok: false, seq: 1234 });
  });

  it('finds a seal that is gone, a changed hash and a changed mark', async () => {
    copyFileSync(place.file, `${place.file}.whole`);
    tamper('DELETE FROM seals WHERE last_seq = 500');
    expect(await verified()).toMatchObject({ ok: false, seq: 491 });
    await place.closeAll();
    copyFileSync(`${place.file}.whole`, place.file);
    tamper('UPDATE seals SET hash = zeroblob(32) WHERE last_seq = 500');
    expect(await verified()).toMatchObject({
      ok: false,
      seq: 491,
      what: expect.stringContaining('seal 500'),
    });
    await place.closeAll();
    copyFileSync(`${place.file}.whole`, place.file);
    tamper(
      'UPDATE seals SET marks = CAST(substr(marks, 1, 16) || zeroblob(4) || substr(marks, 21) AS BLOB) WHERE last_seq = 500',
    );
    expect(await verified()).toMatchObject({ ok: false, seq: 495 });
  });

  it('finds an event rewritten together with its seal: the next seal does not stand on it', async () => {
    tamper(
      "UPDATE events SET body = '{}' WHERE seq = 495",
      'UPDATE seals SET hash = randomblob(32) WHERE last_seq = 500',
    );
    expect(await verified()).toMatchObject({ ok: false, seq: 495 });
  });

  it('names the event where a flipped byte in the middle of the file lies', async () => {
    const marker = Buffer.from('"detail":"event 1501,');
    const at = readFileSync(place.file).indexOf(marker);
    expect(at).toBeGreaterThan(0);
    flipByte(place.file, at + 12, 0x01);
    expect(await verified()).toMatchObject({ ok: false, seq: 1501 });
  });

  it('names the event where a page makes no sense any more', async () => {
    const raw = new Sqlite(place.file);
    const pages = raw
      .prepare(
        "SELECT pageno FROM dbstat WHERE name = 'events' AND pagetype = 'leaf' ORDER BY path",
      )
      .pluck()
      .all() as number[];
    raw.close();
    const page = pages[Math.floor(pages.length / 2)] ?? 0;
    flipByte(place.file, (page - 1) * 4_096);
    const verification = await verified();
    expect(verification.ok).toBe(false);
    expect(!verification.ok && verification.seq).toBeGreaterThan(100);
    expect(!verification.ok && verification.what).toMatch(
      /cannot be read: database disk image is malformed/,
    );
  });

  it.each([
    ['hash', "'text'"],
    ['marks', "''"],
  ])('names a seal whose %s became another type of column', async (name, value) => {
    // A statement may not; a flipped bit in the head of a record asks nobody.
    tamper(
      'CREATE TABLE loose (last_seq INTEGER PRIMARY KEY, hash, marks)',
      'INSERT INTO loose SELECT * FROM seals',
      `UPDATE loose SET ${name} = ${value} WHERE last_seq = 500`,
      'DROP TABLE seals',
      'ALTER TABLE loose RENAME TO seals',
    );
    expect(await verified()).toMatchObject({
      ok: false,
      seq: 491,
      what: 'the seal 500 has a column of the wrong type',
    });
  });

  it('finds flipped bits also where they make a text of a seal (seed 17937)', () => {
    flipBits(17_937);
  });

  it('finds every flipped bit that changes what any event says', () => {
    const seed = Date.now() % 1_000_000;
    console.log(`flipped bits: seed ${seed}`);
    flipBits(seed);
  });
});

function flipBits(seed: number): void {
  const random = seededRandom(seed);
  const size = statSync(place.file).size;
  const truth = contents();
  let found = 0;
  for (let round = 0; round < 300; round += 1) {
    const offset = Math.floor(random() * size);
    const mask = 1 << Math.floor(random() * 8);
    flipByte(place.file, offset, mask);
    const outcome = verifyFile();
    if (outcome !== 'ok') found += 1;
    else expect(contents(), `byte ${offset}, mask ${mask}, seed ${seed}`).toBe(truth);
    flipByte(place.file, offset, mask);
  }
  expect(found).toBeGreaterThan(200);
  expect(verifyFile()).toBe('ok');
}

function contents(): string {
  const raw = openDatabase(place.file, { readonly: true });
  try {
    const rows = raw.prepare('SELECT * FROM events ORDER BY seq').raw().all();
    return JSON.stringify([rows, raw.prepare('SELECT last_seq, hex(hash) FROM seals').raw().all()]);
  } finally {
    raw.close();
  }
}

/** What a file that SQLite will not even open, or a seal that does not hold, comes to. */
function verifyFile(): string {
  try {
    const raw = openDatabase(place.file, { readonly: true });
    try {
      const verification = verifyRows(raw, () => {});
      return verification.ok ? 'ok' : verification.what;
    } finally {
      raw.close();
    }
  } catch (error) {
    if (!isDamage(error) && !(error instanceof Error && /file|schema|disk/.test(error.message)))
      throw error;
    return 'refused by SQLite';
  }
}
