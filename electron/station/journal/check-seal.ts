import { ROW_BYTES_SQL, ROW_TYPES_SQL } from './row.ts';
import { firstDifferingMark, Sealing } from './seal.ts';
import type { Database, Statement } from './sqlite.ts';

export interface SealRow {
  readonly last_seq: number;
  readonly hash: Buffer;
  readonly marks: Buffer;
}

/** The first place that does not hold. */
export interface Flaw {
  readonly seq: number;
  readonly what: string;
}

interface StoredRow {
  readonly seq: number;
  readonly bytes: Buffer | null;
  readonly typed: number;
}

/** Recomputes seals from the rows they cover. */
export class SealChecker {
  readonly #rows: Statement;
  /** The last row that was read without SQLite objecting. */
  lastReadSeq = 0;

  constructor(database: Database) {
    this.#rows = database.prepare(
      `SELECT seq, ${ROW_BYTES_SQL} AS bytes, ${ROW_TYPES_SQL} AS typed
         FROM events WHERE seq > ? AND seq <= ? ORDER BY seq`,
    );
  }

  /**
   * Checks one seal. Its columns are looked at first: one flipped bit makes a text of a blob.
   * @param after the last seq of the seal before, 0 for the first
   * @throws SqliteError when the pages under the rows make no sense; `lastReadSeq` says how far it got
   */
  check(previousHash: Buffer, after: number, seal: SealRow): Flaw | null {
    this.lastReadSeq = after;
    if (!Buffer.isBuffer(seal.hash) || !Buffer.isBuffer(seal.marks)) {
      const what = `the seal ${seal.last_seq} has a column of the wrong type`;
      return { seq: after + 1, what };
    }
    const sealing = new Sealing(previousHash);
    for (const row of this.#rows.iterate(after, seal.last_seq) as IterableIterator<StoredRow>) {
      const expected = this.lastReadSeq + 1;
      if (row.seq !== expected) return { seq: expected, what: `event ${expected} is missing` };
      if (row.bytes === null || row.typed !== 1) {
        return { seq: row.seq, what: `event ${row.seq} has a column of the wrong type` };
      }
      sealing.add(row.bytes);
      this.lastReadSeq = row.seq;
    }
    if (this.lastReadSeq !== seal.last_seq) {
      const missing = this.lastReadSeq + 1;
      return { seq: missing, what: `event ${missing} is missing` };
    }
    return compare(sealing, after, seal);
  }
}

function compare(sealing: Sealing, after: number, seal: SealRow): Flaw | null {
  const { hash, marks } = sealing.finish();
  const differing = firstDifferingMark(seal.marks, marks);
  const holds = hash.equals(seal.hash);
  if (holds && differing === -1) return null;
  const range = `seal ${seal.last_seq} over events ${after + 1} to ${seal.last_seq}`;
  if (differing === -1) return { seq: after + 1, what: `the ${range} does not hold` };
  const seq = Math.min(after + 1 + differing, seal.last_seq);
  const what = holds
    ? `the mark of event ${seq} was changed`
    : `event ${seq} is not what was sealed`;
  return { seq, what: `${what} (${range})` };
}
