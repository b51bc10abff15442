import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AssertionError } from '#domain/kernel/assert.ts';
import { JournalInUse } from './errors.ts';
import { assertDurable, openDatabase } from './sqlite.ts';
import { sampleBatch, sampleEvent, sampleEvents } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

describe('a journal', () => {
  it('starts empty and whole', async () => {
    const journal = await place.open();
    expect(journal.lastSeq).toBe(0);
    expect(journal.read(0, 10)).toEqual([]);
    expect(journal.loadSnapshot()).toBeNull();
    expect(await journal.verify()).toEqual({ ok: true, lastSeq: 0, seals: 0 });
  });

  it('gives back what was committed, after a restart as well', async () => {
    const journal = await place.open();
    await journal.commit(sampleBatch(0, 500));
    expect(journal.lastSeq).toBe(500);
    expect(journal.read(0, 1_000)).toEqual(sampleEvents(0, 500));
    expect(journal.read(120, 7)).toEqual(sampleEvents(120, 7));
    await journal.close();

    const again = await place.open();
    expect(again.lastSeq).toBe(500);
    expect(again.read(0, 1_000)).toEqual(sampleEvents(0, 500));
    await again.commit(sampleBatch(500, 1));
    expect(again.read(499, 10)).toEqual(sampleEvents(499, 2));
    expect(await again.verify()).toMatchObject({ ok: true, lastSeq: 501 });
    expect(place.log.lines).toEqual([]);
  });

  it('commits in the order of the calls and never shows what is not durable yet', async () => {
    const journal = await place.open();
    const order: number[] = [];
    let after = 0;
    const commits: Promise<void>[] = [];
    for (let size = 1; size <= 60; size += 1) {
      const end = after + size;
      commits.push(
        journal.commit(sampleBatch(after, size)).then(() => {
          order.push(end);
          expect(journal.lastSeq).toBeGreaterThanOrEqual(end);
        }),
      );
      after = end;
    }
    expect(journal.lastSeq).toBe(0);
    expect(journal.read(0, 10)).toEqual([]);
    await Promise.all(commits);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).toHaveLength(60);
    expect(journal.read(0, after)).toEqual(sampleEvents(0, after));
    const verification = await journal.verify();
    // Commits that waited together share a seal.
    expect(verification).toMatchObject({ ok: true, lastSeq: after });
    expect(verification.ok && verification.seals).toBeLessThan(60);
  });

  it('takes a batch larger than a group, and an empty one', async () => {
    const journal = await place.open();
    await journal.commit(sampleBatch(0, 20_000));
    await journal.commit({ events: [], vault: [] });
    expect(journal.lastSeq).toBe(20_000);
    const shares: number[] = [];
    expect(await journal.verify((share) => shares.push(share))).toMatchObject({
      ok: true,
      seals: 1,
    });
    expect(shares.at(-1)).toBe(1);
  });

  it('leaves the loop running while the disk syncs', async () => {
    const journal = await place.open();
    let durable = false;
    const commit = journal.commit(sampleBatch(0, 20_000)).then(() => {
      durable = true;
    });
    let turns = 0;
    while (!durable) {
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
    }
    await commit;
    expect(turns).toBeGreaterThan(10);
  });

  it('refuses a batch that does not follow, and goes on', async () => {
    const journal = await place.open();
    await journal.commit(sampleBatch(0, 3));
    await expect(journal.commit(sampleBatch(4, 1))).rejects.toBeInstanceOf(AssertionError);
    await expect(journal.commit(sampleBatch(2, 1))).rejects.toBeInstanceOf(AssertionError);
    const nul = { ...sampleEvent(4), commandId: 'a\0b' };
    await expect(journal.commit({ events: [nul], vault: [] })).rejects.toBeInstanceOf(
      AssertionError,
    );
    await journal.commit(sampleBatch(3, 1));
    expect(journal.lastSeq).toBe(4);
  });

  it('finishes what it was given before it closes, and takes nothing afterwards', async () => {
    const journal = await place.open();
    const commits = [journal.commit(sampleBatch(0, 50)), journal.commit(sampleBatch(50, 50))];
    await journal.close();
    await Promise.all(commits);
    await expect(journal.commit(sampleBatch(100, 1))).rejects.toMatchObject({
      code: 'journal-closed',
    });
    expect((await place.open()).lastSeq).toBe(100);
  });

  it('is held by one station at a time', async () => {
    const journal = await place.open();
    const second = place.open();
    await expect(second).rejects.toBeInstanceOf(JournalInUse);
    await expect(second).rejects.toThrow(/^Another station is using .*journal\.db/);
    await journal.close();
    await place.open();
  });
});

describe('its file', () => {
  it('refuses to change or delete events and seals, for any program', async () => {
    const journal = await place.open();
    await journal.commit(sampleBatch(0, 5));
    await journal.close();
    const raw = new Sqlite(place.file);
    expect(() => raw.exec("UPDATE events SET body = '{}' WHERE seq = 3")).toThrow(
      'events are never updated',
    );
    expect(() => raw.exec('DELETE FROM events WHERE seq = 5')).toThrow('events are never deleted');
    expect(() => raw.exec('UPDATE seals SET last_seq = 6')).toThrow('seals are never updated');
    expect(() => raw.exec('DELETE FROM seals')).toThrow('seals are never deleted');
    raw.pragma('recursive_triggers = ON');
    const replace =
      "INSERT OR REPLACE INTO events SELECT seq, at, type, actor, command_id, '{}' FROM events";
    expect(() => raw.exec(replace)).toThrow('events are never deleted');
    raw.close();
  });

  it('is written with FULL, which the switch to write-ahead logging would have lowered', () => {
    const database = openDatabase(`${place.dir}/any.db`);
    database.exec('CREATE TABLE any_table (any_column)');
    expect(() => assertDurable(database)).not.toThrow();
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    database.close();
    const lowered = openDatabase(`${place.dir}/any.db`, { synchronous: 'normal' });
    lowered.exec('INSERT INTO any_table VALUES (1)');
    expect(() => assertDurable(lowered)).toThrow('would not wait for the disk');
    lowered.close();
  });
});
