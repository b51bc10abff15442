import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sampleBatch } from './test-support/samples.ts';
import { type TemporaryJournal, temporaryJournal } from './test-support/temporary-journal.ts';

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

const stateAt = (seq: number) => ({
  slots: new Map([['a-1', { takenBy: `s-${seq}`, since: new Set([seq]) }]]),
  none: undefined,
});

async function journalWithSnapshots(seqs: readonly number[]): Promise<void> {
  const journal = await place.open();
  await journal.commit(sampleBatch(0, 100));
  for (const seq of seqs) await journal.saveSnapshot({ seq, state: stateAt(seq) });
  await journal.close();
}

function change(sql: string): void {
  const raw = new Sqlite(place.file);
  expect(raw.prepare(sql).run().changes).toBe(1);
  raw.close();
}

it('keeps maps and sets, and only the newest two', async () => {
  await journalWithSnapshots([10, 60, 90]);
  const journal = await place.open();
  expect(journal.loadSnapshot()).toEqual({ seq: 90, state: stateAt(90) });
  await journal.close();
  const raw = new Sqlite(place.file);
  expect(raw.prepare('SELECT seq FROM snapshots ORDER BY seq').pluck().all()).toEqual([60, 90]);
  raw.close();
});

it('is written while commits go on, and stands on a seal even inside a group', async () => {
  const journal = await place.open();
  const commits = Array.from({ length: 20 }, (_, index) =>
    journal.commit(sampleBatch(index * 5, 5)),
  );
  const saved = journal.saveSnapshot({ seq: 45, state: stateAt(45) });
  const after = Array.from({ length: 20 }, (_, index) =>
    journal.commit(sampleBatch(100 + index * 5, 5)),
  );
  await Promise.all([...commits, saved, ...after]);
  expect(journal.loadSnapshot()).toEqual({ seq: 45, state: stateAt(45) });
  expect(journal.lastSeq).toBe(200);
});

const DAMAGES: readonly (readonly [string, string])[] = [
  ['a changed state', 'UPDATE snapshots SET state = zeroblob(length(state)) WHERE seq = 90'],
  ['a state that is cut short', 'UPDATE snapshots SET state = substr(state, 1, 20) WHERE seq = 90'],
  ['another seq', 'UPDATE snapshots SET seq = 91 WHERE seq = 90'],
  ['another seal', 'UPDATE snapshots SET seal_hash = zeroblob(32) WHERE seq = 90'],
];

it.each(DAMAGES)('with %s is skipped with a line in the log', async (_what, sql) => {
  await journalWithSnapshots([60, 90]);
  change(sql);
  const journal = await place.open();
  expect(journal.loadSnapshot()).toEqual({ seq: 60, state: stateAt(60) });
  expect(place.log.lines).toHaveLength(1);
  expect(place.log.lines[0]).toMatchObject({ level: 'warn' });
  expect(place.log.lines[0]?.message).toMatch(
    /^the snapshot at event 9[01] is damaged and skipped/,
  );
});

it('damaged both leave none, and every event is still there', async () => {
  await journalWithSnapshots([60, 90]);
  change('UPDATE snapshots SET sha256 = zeroblob(32) WHERE seq = 60');
  change('UPDATE snapshots SET sha256 = zeroblob(32) WHERE seq = 90');
  const journal = await place.open();
  expect(journal.loadSnapshot()).toBeNull();
  expect(place.log.lines).toHaveLength(2);
  expect(journal.read(0, 1_000)).toHaveLength(100);
});

it('of nothing committed is refused', async () => {
  const journal = await place.open();
  await expect(journal.saveSnapshot({ seq: 1, state: {} })).rejects.toThrow('stands on a commit');
});
