import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { JournalHalted } from './errors.ts';
import type { SqliteJournal } from './journal.ts';
import { sampleBatch, sampleEvents } from './test-support/samples.ts';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from './test-support/small-disk.ts';
import { temporaryJournal } from './test-support/temporary-journal.ts';

const reason = whyNoSmallDisk();
if (reason !== null) console.log(`disk-full tests skipped: ${reason}`);

const disks: SmallDisk[] = [];
afterAll(() => {
  for (const disk of disks) disk.remove();
});

function smallDisk(): SmallDisk {
  const disk = mountSmallDisk('2m');
  disks.push(disk);
  return disk;
}

/** Takes all the space that is left, to the last byte. */
function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (let bytes = 65_536; bytes >= 1; ) {
      try {
        if (writeSync(descriptor, Buffer.alloc(bytes, 1)) < bytes) bytes = Math.floor(bytes / 2);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        bytes = Math.floor(bytes / 2);
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Commits until the disk refuses. Returns how far it got and what the refusal was. */
async function commitUntilFull(
  journal: SqliteJournal,
): Promise<{ acknowledged: number; error: unknown }> {
  for (let rounds = 0; rounds < 10_000; rounds += 1) {
    const after = journal.lastSeq;
    try {
      await journal.commit(sampleBatch(after, 25));
    } catch (error) {
      return { acknowledged: after, error };
    }
  }
  throw new Error('the small disk never filled up');
}

describe.skipIf(reason !== null)('a full disk', () => {
  it('stops the journal, loses nothing, and lets it go on when there is space again', async () => {
    const disk = smallDisk();
    const ballast = join(disk.dir, 'ballast');
    const place = temporaryJournal(disk.dir);
    const journal = await place.open();
    await journal.commit(sampleBatch(0, 25));
    fill(ballast);
    const { acknowledged, error } = await commitUntilFull(journal);

    expect(error).toBeInstanceOf(JournalHalted);
    expect(error).toMatchObject({ code: 'disk-full' });
    expect(String(error)).toContain(`Everything up to event ${acknowledged} is safe`);
    expect(place.log.lines.map(({ level }) => level)).toEqual(['error']);
    // Every later commit is refused alike, and what was recorded can still be read.
    await expect(journal.commit(sampleBatch(acknowledged, 1))).rejects.toBe(error);
    await expect(journal.saveSnapshot({ seq: acknowledged, state: {} })).rejects.toBe(error);
    await expect(journal.erase('1.any')).rejects.toBe(error);
    expect(journal.read(0, 100_000)).toEqual(sampleEvents(0, acknowledged));

    await expect(journal.reopen()).rejects.toMatchObject({
      name: 'JournalHalted',
      code: 'disk-full',
    });
    await expect(journal.commit(sampleBatch(acknowledged, 1))).rejects.toBeInstanceOf(
      JournalHalted,
    );
    expect(journal.read(0, 100_000)).toEqual(sampleEvents(0, acknowledged));

    rmSync(ballast);
    await journal.reopen();
    expect(journal.halted).toBeNull();
    expect(journal.lastSeq).toBe(acknowledged);
    expect(journal.read(0, 100_000)).toEqual(sampleEvents(0, acknowledged));
    await journal.commit(sampleBatch(acknowledged, 40));
    expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: acknowledged + 40 });
    await place.remove();
  });

  it('that the journal filled by itself rejects all that waits, in one go, and keeps what it acknowledged', async () => {
    const disk = smallDisk();
    const place = temporaryJournal(disk.dir);
    const journal = await place.open();
    const outcomes: Promise<'acknowledged' | JournalHalted>[] = [];
    for (let after = 0; after < 50_000; after += 50) {
      outcomes.push(
        journal.commit(sampleBatch(after, 50)).then(
          () => 'acknowledged',
          (error: JournalHalted) => error,
        ),
      );
      if (after % 1_000 === 0) await outcomes.at(-1);
    }
    const settled = await Promise.all(outcomes);
    const acknowledged = settled.filter((outcome) => outcome === 'acknowledged').length;
    expect(settled.slice(0, acknowledged).every((outcome) => outcome === 'acknowledged')).toBe(
      true,
    );
    expect(settled.slice(acknowledged).every((outcome) => outcome instanceof JournalHalted)).toBe(
      true,
    );
    expect(acknowledged).toBeGreaterThan(0);
    expect(acknowledged).toBeLessThan(settled.length);
    await journal.close();

    const again = temporaryJournal();
    place.copyTo(again);
    const moved = await again.open();
    expect(moved.lastSeq).toBe(acknowledged * 50);
    expect(moved.read(0, 100_000)).toEqual(sampleEvents(0, acknowledged * 50));
    await moved.commit(sampleBatch(moved.lastSeq, 50));
    expect(await moved.verify()).toMatchObject({ ok: true });
    await again.remove();
    await place.remove();
  });
});
