import { createHash } from 'node:crypto';
import { deserialize } from 'node:v8';
import { inflateSync } from 'node:zlib';
import type { Snapshot } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Database } from './sqlite.ts';

/** Older ones only serve when the newest is damaged. */
const SNAPSHOTS_KEPT = 2;

interface SnapshotRow {
  readonly seq: number;
  readonly seal_seq: number;
  readonly seal_hash: Buffer;
  readonly sha256: Buffer;
  readonly state: Buffer;
}

/**
 * Stores a snapshot beside the seal that covers it, and drops all but the newest. The state is a
 * deflated `v8.serialize`. Runs in the worker, in a transaction of its own.
 */
export function writeSnapshot(database: Database, seq: number, deflated: Buffer): void {
  database.transaction(() => {
    const seal = database
      .prepare('SELECT last_seq, hash FROM seals WHERE last_seq >= ? ORDER BY last_seq LIMIT 1')
      .get(seq) as { last_seq: number; hash: Buffer } | undefined;
    if (seal === undefined) throw new Error(`a snapshot of event ${seq} stands on no seal`);
    // The time is that of its last event, because nothing here reads a clock.
    database
      .prepare(
        `INSERT OR REPLACE INTO snapshots (seq, at, seal_seq, seal_hash, sha256, state)
         SELECT seq, at, ?, ?, ?, ? FROM events WHERE seq = ?`,
      )
      .run(
        seal.last_seq,
        seal.hash,
        digest(seq, seal.last_seq, seal.hash, deflated),
        deflated,
        seq,
      );
    database
      .prepare(
        'DELETE FROM snapshots WHERE seq NOT IN (SELECT seq FROM snapshots ORDER BY seq DESC LIMIT ?)',
      )
      .run(SNAPSHOTS_KEPT);
  })();
}

/** The newest snapshot that is whole and stands on a seal of this journal, or null. */
export function readSnapshot(database: Database, lastSeq: number, log: Log): Snapshot | null {
  const seqs = database
    .prepare('SELECT seq FROM snapshots WHERE seq <= ? ORDER BY seq DESC')
    .pluck()
    .all(lastSeq) as number[];
  for (const seq of seqs) {
    const outcome = readOne(database, seq);
    if ('snapshot' in outcome) return outcome.snapshot;
    log.warn(
      { seq, reason: outcome.flaw },
      `the snapshot at event ${seq} is damaged and skipped: starting takes longer, nothing is lost`,
    );
  }
  return null;
}

function readOne(database: Database, seq: number): { snapshot: Snapshot } | { flaw: string } {
  try {
    const row = database
      .prepare('SELECT seq, seal_seq, seal_hash, sha256, state FROM snapshots WHERE seq = ?')
      .get(seq) as SnapshotRow;
    if (!digest(row.seq, row.seal_seq, row.seal_hash, row.state).equals(row.sha256)) {
      return { flaw: 'its bytes do not match its SHA-256' };
    }
    const seal = database
      .prepare('SELECT hash FROM seals WHERE last_seq = ?')
      .pluck()
      .get(row.seal_seq) as Buffer | undefined;
    if (seal === undefined || !seal.equals(row.seal_hash))
      return { flaw: 'its seal is not in this journal' };
    return { snapshot: { seq, state: deserialize(inflateSync(row.state)) as unknown } };
  } catch (error) {
    // A broken page or a state of another runtime's make: the journal itself still has everything.
    return { flaw: error instanceof Error ? error.message : String(error) };
  }
}

function digest(seq: number, sealSeq: number, sealHash: Buffer, state: Buffer): Buffer {
  return createHash('sha256')
    .update(`${seq}\0${sealSeq}\0`)
    .update(sealHash)
    .update(state)
    .digest();
}
