import type { Verification } from '../ports/journal.ts';
import { SealChecker, type SealRow } from './check-seal.ts';
import { isDamage } from './failure.ts';
import { FIRST_HASH } from './seal.ts';
import type { Database } from './sqlite.ts';

/** Seals read at a time: between two slices the log may be moved into the file. */
const SEALS_PER_SLICE = 512;

/**
 * Recomputes every seal up to the one that is last when it starts, then has SQLite check the pages
 * that hold no row. Blocks its thread: the journal runs it in a worker.
 *
 * @param database a reading connection
 * @param progress called with a share from 0 to 1 after every slice
 */
export function verifyRows(database: Database, progress: (share: number) => void): Verification {
  const checker = new SealChecker(database);
  try {
    const result = verifySeals(database, checker, progress);
    if (!result.ok) return result;
    const pages = database.pragma('quick_check(1)', { simple: true });
    if (pages === 'ok') return result;
    return {
      ok: false,
      seq: 0,
      what: `every event holds, but the file is damaged beside them: ${pages}`,
    };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const seq = checker.lastReadSeq + 1;
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, seq, what: `event ${seq} cannot be read: ${detail}` };
  }
}

function verifySeals(
  database: Database,
  checker: SealChecker,
  progress: (share: number) => void,
): Verification {
  const end = database
    .prepare('SELECT coalesce(max(last_seq), 0) FROM seals')
    .pluck()
    .get() as number;
  const slice = database.prepare(
    'SELECT last_seq, hash, marks FROM seals WHERE last_seq > ? AND last_seq <= ? ORDER BY last_seq LIMIT ?',
  );
  let lastSeq = 0;
  let seals = 0;
  let hash = FIRST_HASH;
  while (lastSeq < end) {
    const rows = slice.all(lastSeq, end, SEALS_PER_SLICE) as SealRow[];
    if (rows.length === 0)
      return { ok: false, seq: lastSeq + 1, what: `the seal after event ${lastSeq} is missing` };
    for (const seal of rows) {
      const flaw = checker.check(hash, lastSeq, seal);
      if (flaw !== null) return { ok: false, ...flaw };
      hash = seal.hash;
      lastSeq = seal.last_seq;
      seals += 1;
    }
    progress(lastSeq / end);
  }
  if (end === 0) progress(1);
  return { ok: true, lastSeq, seals };
}
