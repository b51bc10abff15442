import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { History } from '#domain/history/history.ts';
import { DAY_MS, type Instant } from '#domain/kernel/instant.ts';
import { openJournal } from '../journal/journal.ts';
import type { KeyRing } from '../journal/keys.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import { readProfile } from '../simulator/read-profile.ts';
import { openLotViews } from '../views/lot-views.ts';
import { toSnapshotState } from './recovery.ts';

/** Small enough that a station that runs other lots answers them meanwhile. */
const BATCH_EVENTS = 2_000;
/** Batches that wait for the disk while the next ones are made. */
const COMMITS_AHEAD_MAX = 8;
const WEEK_DAYS = 7;

export interface DemoHistoryOptions {
  readonly lot: LotFile;
  /** `lots/{lotId}`; must not be there yet. */
  readonly directory: string;
  readonly keys: KeyRing;
  readonly log: Log;
  readonly weeks: number;
  readonly seed: number;
  /** The history ends here. */
  readonly untilAt: Instant;
  /** Told from 0 to 1. */
  readonly progress: (share: number) => void;
}

/**
 * Writes the journal of a lot as if it had been running for weeks, with a snapshot and read models, and
 * puts it in its place once it is whole: a start that is broken off leaves no half of a history.
 */
export async function writeDemoHistory(options: DemoHistoryOptions): Promise<void> {
  const { directory, keys, log } = options;
  const unfinished = join(dirname(dirname(directory)), 'unfinished', options.lot.id);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const journal = await openJournal({ dir: unfinished, keys, log });
  const views = await openLotViews({
    lotId: options.lot.id,
    journalPath: join(unfinished, 'journal.db'),
    viewsPath: join(unfinished, 'views.db'),
    log,
  });
  try {
    const lastSeq = await fill(journal, options, (seq) => views.wake(seq));
    await views.caughtUp(lastSeq);
  } finally {
    await views.close();
    await journal.close();
  }
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  // An empty folder, such as one that only held a lock, makes room.
  if (existsSync(directory)) rmSync(directory, { recursive: true });
  renameSync(unfinished, directory);
  rmSync(dirname(unfinished), { recursive: true, force: true });
}

async function fill(
  journal: Journal,
  { lot, weeks, seed, untilAt, progress }: DemoHistoryOptions,
  committed: (seq: number) => void,
): Promise<number> {
  const fromAt = untilAt - weeks * WEEK_DAYS * DAY_MS;
  const history = new History({
    lot,
    profile: readProfile(),
    seed,
    fromAt,
    untilAt,
    references: {
      refOf: (plate) => journal.refOf(plate),
      refOfText: (kind, text) => journal.refOf(`${kind}\n${text}`),
    },
  });
  const waiting: Promise<void>[] = [];
  for (const batch of history.batches(BATCH_EVENTS)) {
    const { lastSeq } = history.lot;
    waiting.push(journal.commit(batch).then(() => committed(lastSeq)));
    if (waiting.length > COMMITS_AHEAD_MAX) await waiting.shift();
    progress((history.lot.at - fromAt) / (untilAt - fromAt));
    await nextTurn();
  }
  await Promise.all(waiting);
  const { lastSeq, state } = history.lot;
  await journal.saveSnapshot({ seq: lastSeq, state: toSnapshotState(state) });
  return lastSeq;
}
