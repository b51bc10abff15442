import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { SealChecker, type SealRow } from './check-seal.ts';
import { JournalError, JournalKeys } from './errors.ts';
import { damaged } from './failure.ts';
import {
  APPLICATION_ID,
  createJournalFile,
  EVENTS_NO_DELETE_TRIGGER,
  SCHEMA_VERSION,
} from './schema.ts';
import { FIRST_HASH } from './seal.ts';
import { assertDurable, type Database, openDatabase } from './sqlite.ts';

const PROBE_BYTES = 64 * 1024;
/** More than the log holds between two checkpoints; checking them takes a fraction of a second. */
const CHECKED_AFTER_CRASH_ROWS = 50_000;

/** Where the chain stands. */
export interface Head {
  readonly lastSeq: number;
  readonly hash: Buffer;
}

/** Tells which key was used, without the key. */
export interface KeyMark {
  readonly purpose: string;
  readonly keyId: string;
  readonly mark: Uint8Array;
}

export interface Recovered {
  readonly database: Database;
  readonly head: Head;
}

export type Warn = (fields: object, message: string) => void;

/**
 * Opens the journal file for writing, creating it on first use, and brings it to its last seal.
 * @throws JournalDamaged, JournalKeys, JournalError, or SqliteError when the disk refuses
 */
export function openForWriting(file: string, keyMarks: readonly KeyMark[], warn: Warn): Recovered {
  refuseRemains(file);
  if (!existsSync(file)) createJournalFile(file);
  // Whoever closes a journal moves its log into the file and deletes it.
  const crashed = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  const database = openDatabase(file, { mustExist: true });
  try {
    refuseForeign(database, file);
    database.pragma('secure_delete = ON');
    const head = recoverHead(database, file, crashed, warn);
    probeDisk(database);
    assertDurable(database);
    checkKeys(database, file, keyMarks);
    return { database, head };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** An empty file, or a log without its file, is what remains of a journal, not the beginning of one. */
function refuseRemains(file: string): void {
  if (existsSync(file)) {
    if (statSync(file).size === 0) throw damaged(file, 'it is empty');
    return;
  }
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw damaged(file, `it is missing, though its log ${basename(log)} is there`);
  }
}

function refuseForeign(database: Database, file: string): void {
  const application = database.pragma('application_id', { simple: true });
  if (application !== APPLICATION_ID) {
    throw damaged(file, 'it is a SQLite file but not a journal of Gatehouse');
  }
  const version = database.pragma('user_version', { simple: true });
  if (version !== SCHEMA_VERSION) {
    throw new JournalError(
      'journal-version',
      `${file} has version ${version}; this program knows version ${SCHEMA_VERSION}. Use the program that wrote it.`,
    );
  }
}

/**
 * Takes away what lies past the last seal and checks the seals before it against their rows: the last
 * one after a clean end, and after a crash all that the log may have been holding.
 */
function recoverHead(database: Database, file: string, crashed: boolean, warn: Warn): Head {
  const newest = database.prepare('SELECT coalesce(max(last_seq), 0) FROM seals').pluck();
  const lastSeq = newest.get() as number;
  cutBack(database, file, lastSeq, warn);
  if (lastSeq === 0) return { lastSeq: 0, hash: FIRST_HASH };
  const from = lastSeq - (crashed ? CHECKED_AFTER_CRASH_ROWS : 1);
  // The last seal before the checked ones is where they stand.
  const base = database
    .prepare(
      'SELECT last_seq, hash, marks FROM seals WHERE last_seq <= ? ORDER BY last_seq DESC LIMIT 1',
    )
    .get(from) as SealRow | undefined;
  let head: Head = { lastSeq: base?.last_seq ?? 0, hash: base?.hash ?? FIRST_HASH };
  const seals = database
    .prepare('SELECT last_seq, hash, marks FROM seals WHERE last_seq > ? ORDER BY last_seq')
    .all(head.lastSeq) as SealRow[];
  const checker = new SealChecker(database);
  for (const seal of seals) {
    const flaw = checker.check(head.hash, head.lastSeq, seal);
    if (flaw !== null) throw damaged(file, flaw.what);
    head = { lastSeq: seal.last_seq, hash: seal.hash };
  }
  return head;
}

/**
 * Rows past the last seal were never acknowledged: a commit writes rows and seal together. The
 * trigger that refuses deletion is lifted for this alone, inside the same transaction.
 */
function cutBack(database: Database, file: string, lastSeq: number, warn: Warn): void {
  const past = database
    .prepare(
      'SELECT count(*) AS rows, min(seq) AS first, max(seq) AS last FROM events WHERE seq > ?',
    )
    .get(lastSeq) as { rows: number; first: number; last: number };
  if (past.rows === 0) return;
  database.transaction(() => {
    database.exec('DROP TRIGGER IF EXISTS events_no_delete');
    database.prepare('DELETE FROM events WHERE seq > ?').run(lastSeq);
    database.exec(EVENTS_NO_DELETE_TRIGGER);
  })();
  warn(
    { file, rows: past.rows, firstSeq: past.first, lastSeq: past.last, sealedSeq: lastSeq },
    `cut back ${past.rows} unsealed rows (events ${past.first} to ${past.last}): the journal ends at its last seal, event ${lastSeq}`,
  );
}

/** Learns by writing whether the disk takes writes, and lets the log's pages reach the file anew. */
function probeDisk(database: Database): void {
  database
    .prepare('INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob(?))')
    .run(PROBE_BYTES);
  database.prepare('DELETE FROM probe').run();
  database.pragma('wal_checkpoint(PASSIVE)');
}

/** Refuses a journal whose plates these keys cannot find or read; notes keys that are new to it. */
function checkKeys(database: Database, file: string, keyMarks: readonly KeyMark[]): void {
  const stored = database.prepare('SELECT purpose, key_id, mark FROM key_marks').all() as {
    purpose: string;
    key_id: string;
    mark: Buffer;
  }[];
  for (const { purpose, key_id: keyId, mark } of stored) {
    const given = keyMarks.find((key) => key.purpose === purpose && key.keyId === keyId);
    if (given !== undefined && mark.equals(given.mark)) continue;
    const how = given === undefined ? 'is missing' : 'is another one';
    throw new JournalKeys(
      'key-mismatch',
      `${file} was written with ${purpose} key ${keyId}, which ${how}. Restore the keys that belong to it.`,
    );
  }
  const insert = database.prepare(
    'INSERT OR IGNORE INTO key_marks (purpose, key_id, mark) VALUES (?, ?, ?)',
  );
  for (const { purpose, keyId, mark } of keyMarks) insert.run(purpose, keyId, Buffer.from(mark));
}
