import { copyFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalDamaged, JournalError, JournalKeys } from './errors.ts';
import { flipByte } from './test-support/flip-byte.ts';
import { sampleBatch, sampleEvents } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

async function written(events: number): Promise<void> {
  const journal = await place.open();
  for (let after = 0; after < events; after += 10) await journal.commit(sampleBatch(after, 10));
  await journal.close();
}

function raw(sql: string): void {
  const database = new Sqlite(place.file);
  database.exec(sql);
  database.close();
}

const UNSEALED = (seq: number) =>
  `INSERT INTO events VALUES (${seq}, 1, 'SessionStarted', '{}', 'torn', '{}')`;

describe('a torn tail', () => {
  it('is cut back to the last seal, saying how many rows and which', async () => {
    await written(30);
    raw([31, 32, 33].map(UNSEALED).join(';'));
    const journal = await place.open();
    expect(journal.lastSeq).toBe(30);
    expect(journal.read(0, 100)).toEqual(sampleEvents(0, 30));
    expect(place.log.lines).toHaveLength(1);
    expect(place.log.lines[0]).toMatchObject({
      level: 'warn',
      fields: { rows: 3, firstSeq: 31, lastSeq: 33, sealedSeq: 30 },
      message:
        'cut back 3 unsealed rows (events 31 to 33): the journal ends at its last seal, event 30',
    });
    await journal.commit(sampleBatch(30, 10));
    expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: 40 });
    await journal.close();
    expect(() => raw('DELETE FROM events WHERE seq = 40')).toThrow('events are never deleted');
  });

  it('of a journal without a single seal is cut back to nothing', async () => {
    await (await place.open()).close();
    raw(UNSEALED(1));
    const journal = await place.open();
    expect(journal.lastSeq).toBe(0);
    await journal.commit(sampleBatch(0, 2));
    expect(journal.read(0, 10)).toEqual(sampleEvents(0, 2));
  });
});

/** A copy of the journal as a crash would leave it: the log not yet moved into the file. */
async function crashedCopy(events: number): Promise<{ copy: TemporaryJournal; log: string }> {
  const journal = await place.open();
  for (let after = 0; after < events; after += 10) await journal.commit(sampleBatch(after, 10));
  const copy = temporaryJournal();
  place.copyTo(copy);
  return { copy, log: `${copy.file}-wal` };
}

describe('a damaged log', () => {
  it.each([1, 30, 4_000, 4_121, 9_000, 60_000])(
    'cut short by %i bytes gives back a journal up to a seal',
    async (bytes) => {
      const { copy, log } = await crashedCopy(300);
      try {
        truncateSync(log, statSync(log).size - bytes);
        const journal = await copy.open();
        expect(journal.lastSeq).toBeLessThan(300);
        expect(journal.lastSeq).toBeGreaterThan(100);
        expect(journal.lastSeq % 10).toBe(0);
        expect(journal.read(0, 1_000)).toEqual(sampleEvents(0, journal.lastSeq));
        expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: journal.lastSeq });
        await journal.commit(sampleBatch(journal.lastSeq, 10));
      } finally {
        await copy.remove();
      }
    },
  );

  it('with a byte changed in the middle gives back a journal up to a seal before it', async () => {
    const { copy, log } = await crashedCopy(300);
    try {
      flipByte(log, Math.floor(statSync(log).size / 2));
      const journal = await copy.open();
      expect(journal.lastSeq).toBeLessThan(300);
      expect(journal.read(0, 1_000)).toEqual(sampleEvents(0, journal.lastSeq));
      expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: journal.lastSeq });
    } finally {
      await copy.remove();
    }
  });
});

describe('a damaged file is never taken for a new one', () => {
  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ['emptied', (file) => truncateSync(file, 0)],
    ['cut in half', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['without its last page', (file) => truncateSync(file, statSync(file).size - 4_096)],
    [
      'overwritten',
      (file) => writeFileSync(file, 'not a database at all, but long enough to be read'),
    ],
    ['with a broken head', (file) => flipByte(file, 3)],
  ];
  it.each(damages)('%s', async (_how, damage) => {
    await written(2_000);
    damage(place.file);
    const before = statSync(place.file).size;
    const opening = place.open();
    await expect(opening).rejects.toBeInstanceOf(JournalDamaged);
    await expect(opening).rejects.toThrow(place.file);
    await expect(opening).rejects.toThrow(/put the newest backup in their place/);
    expect(statSync(place.file).size).toBe(before);
  });

  it('missing, though its log is there', async () => {
    const { copy } = await crashedCopy(10);
    rmSync(copy.file);
    await expect(copy.open()).rejects.toThrow(
      /is missing, though its log journal\.db-wal is there/,
    );
    await copy.remove();
  });

  it('another program’s', async () => {
    const database = new Sqlite(place.file);
    database.exec('CREATE TABLE recipes (name)');
    database.close();
    await expect(place.open()).rejects.toThrow('a SQLite file but not a journal of Gatehouse');
  });

  it('a newer program’s', async () => {
    await written(10);
    raw('PRAGMA user_version = 7');
    const opening = place.open();
    await expect(opening).rejects.toBeInstanceOf(JournalError);
    await expect(opening).rejects.toThrow('has version 7; this program knows version 1');
  });

  it('whose last seal does not hold', async () => {
    await written(30);
    raw('DROP TRIGGER events_no_update; UPDATE events SET at = at + 1 WHERE seq = 27');
    await expect(place.open()).rejects.toThrow(/event 27 is not what was sealed/);
  });

  it('whose sealed events are missing', async () => {
    await written(30);
    raw('DROP TRIGGER events_no_delete; DELETE FROM events WHERE seq = 30');
    await expect(place.open()).rejects.toThrow(/event 30 is missing/);
  });

  it('is released again for whoever puts it right', async () => {
    await written(10);
    copyFileSync(place.file, `${place.file}.backup`);
    truncateSync(place.file, 0);
    await expect(place.open()).rejects.toBeInstanceOf(JournalDamaged);
    copyFileSync(`${place.file}.backup`, place.file);
    expect((await place.open()).lastSeq).toBe(10);
  });
});

it('an unfinished creation is begun anew', async () => {
  writeFileSync(`${place.file}.new`, 'half');
  writeFileSync(`${place.file}.new-wal`, 'half');
  const journal = await place.open();
  await journal.commit(sampleBatch(0, 1));
  expect(journal.lastSeq).toBe(1);
});

describe('keys', () => {
  it('that do not belong to the journal are refused', async () => {
    await written(10);
    rmSync(`${place.keysDir}/pseudonym-1.key`);
    const opening = place.open();
    await expect(opening).rejects.toBeInstanceOf(JournalKeys);
    await expect(opening).rejects.toThrow('written with pseudonym key 1, which is another one');
  });
});
