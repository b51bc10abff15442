import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { must } from '#domain/kernel/assert.ts';
import { periodOf } from '#domain/reports/period.ts';
import type { SqliteJournal } from '../journal/journal.ts';
import {
  type TemporaryJournal,
  temporaryJournal,
} from '../journal/test-support/temporary-journal.ts';
import { openLotViews } from './lot-views.ts';
import type { ReportTask } from './queries.ts';
import { ViewsEngine } from './views-engine.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const lot = smallLot();
const TASK: ReportTask = {
  report: 'revenue',
  madeBy: 'mara',
  scope: {
    period: must(periodOf('month', '2026-11-22', lot), 'the day is in the calendar'),
    ...{ nowAt: NOW, compareWith: null, olderThanDays: 7, shopNames: {}, search: {} },
    listedMost: 100,
  },
};

/** A report that is given up after its first word of progress: no further word, and no report. */
describe('a report that nobody waits for', () => {
  let folder: TemporaryJournal;
  let journal: SqliteJournal;

  beforeEach(async () => {
    folder = temporaryJournal();
    journal = await folder.open();
    const actor = { kind: 'station' } as const;
    const event = { type: 'LotCreated', lot } as const;
    const events = [{ seq: 1, at: NOW, actor, commandId: 'open', event }];
    await journal.commit({ events, vault: [] });
  });
  afterEach(() => folder.remove());

  const given = () => {
    const leaving = new AbortController();
    const shares: number[] = [];
    const progress = (share: number) => {
      shares.push(share);
      leaving.abort(new Error('given up'));
    };
    return { signal: leaving.signal, progress, shares };
  };

  it('ends where it is made', async () => {
    const engine = new ViewsEngine(folder.file, join(folder.dir, 'views.db'));
    await engine.catchUp(() => undefined);
    const { signal, progress, shares } = given();
    await expect(engine.report(TASK, progress, signal)).rejects.toThrow('given up');
    expect(shares).toHaveLength(1);
    // The next one is made from its beginning to its end.
    const whole: number[] = [];
    const { signal: staying } = new AbortController();
    const made = await engine.report(TASK, (share) => whole.push(share), staying);
    expect(made.report).toBe('revenue');
    expect(whole.length).toBeGreaterThan(1);
    await engine.close();
  });

  it('ends in the thread that makes it, which then answers others', async () => {
    const views = await openLotViews({
      lotId: 'small',
      journalPath: folder.file,
      viewsPath: join(folder.dir, 'views.db'),
      log: folder.log,
    });
    try {
      views.wake(journal.lastSeq);
      await views.caughtUp(journal.lastSeq);
      const { signal, progress, shares } = given();
      await expect(views.report(TASK, { progress, signal })).rejects.toThrow(/cancel|given up/i);
      expect((await views.report(TASK, {})).report).toBe('revenue');
      expect(shares).toHaveLength(1);
    } finally {
      await views.close();
    }
  });
});
