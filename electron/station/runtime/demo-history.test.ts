import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallLot } from '#domain/facility/small-lot.testing.ts';
import { DAY_MS } from '#domain/kernel/instant.ts';
import { recordedLog } from '../drivers/test-support/recorded-log.ts';
import { openJournal } from '../journal/journal.ts';
import { openKeyRing } from '../journal/keys.ts';
import { filesWith } from '../test-support/grep-files.ts';
import { openLotViews } from '../views/lot-views.ts';
import { type DemoHistoryOptions, writeDemoHistory } from './demo-history.ts';
import { recover } from './recovery.ts';

const UNTIL_AT = Date.parse('2026-03-12T06:30:00Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function optionsIn(progress: (share: number) => void = () => {}): DemoHistoryOptions {
  const slots = Array.from({ length: 12 }, (_, index) => ({ id: `a${index}` }));
  return {
    lot: { ...smallLot(slots), id: 'small' },
    directory: join(folder, 'lots', 'small'),
    keys: openKeyRing(join(folder, 'keys')),
    log: recordedLog(),
    weeks: 1,
    seed: 4,
    untilAt: UNTIL_AT,
    progress,
  };
}

test('a lot opens with its past weeks: snapshot, read models and vault agree with the journal', async () => {
  const shares: number[] = [];
  const options = optionsIn((share) => shares.push(share));
  const { directory, keys, log } = options;
  await writeDemoHistory(options);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  expect(existsSync(join(folder, 'unfinished'))).toBe(false);

  const journal = await openJournal({ dir: directory, keys, log });
  const viewsPath = join(directory, 'views.db');
  const journalPath = join(directory, 'journal.db');
  const views = await openLotViews({ lotId: 'small', journalPath, viewsPath, log });
  try {
    expect(await journal.verify()).toMatchObject({ ok: true, lastSeq: journal.lastSeq });
    expect(journal.loadSnapshot()?.seq).toBe(journal.lastSeq);
    const { state } = recover(journal, log);
    const [first] = journal.read(0, 1);
    expect(first?.at).toBe(UNTIL_AT - 7 * DAY_MS);
    const inside = await views.sessions({ state: 'inside', limit: 500, offset: 0 });
    expect(inside.map(({ id }) => id).sort()).toEqual([...state.sessions.keys()].sort());
    const named = [...state.memberships.memberships.values()].map(({ holderRef }) =>
      journal.reveal(holderRef),
    );
    expect(named).toContain('Asha Rao');
    expect(filesWith(directory, ['Asha Rao', 'KA01MB1001'])).toEqual([]);
  } finally {
    await views.close();
    await journal.close();
  }
}, 300_000);

test('what a start that was broken off has left is thrown away', async () => {
  mkdirSync(join(folder, 'unfinished', 'small'), { recursive: true });
  writeFileSync(join(folder, 'unfinished', 'small', 'journal.db'), 'half of it');
  await writeDemoHistory(optionsIn());
  expect(existsSync(join(folder, 'unfinished'))).toBe(false);
  expect(existsSync(join(folder, 'lots', 'small', 'journal.db'))).toBe(true);
}, 300_000);
