import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '#domain/kernel/instant.ts';
import type { ProofAbout, ProofPart } from '../ports/journal.ts';
import { FIRST_HASH } from './seal.ts';
import { type Database, openDatabase } from './sqlite.ts';

/** Seals written at a time: between two slices other work has its turn. */
const SEALS_PER_SLICE = 256;

interface SealRow {
  readonly last_seq: number;
  readonly hash: Buffer;
}

type EventRow = readonly [
  seq: number,
  at: number,
  type: string,
  actor: string,
  commandId: string,
  body: string,
];

/**
 * The events of a time with the seals over them, as lines of JSON that anybody can check with a SHA-256
 * and nothing of ours; docs/reports.md says how. Whole commits: the first and the last may reach beyond.
 * @throws the signal's reason when nobody waits any more
 */
export async function* journalProof(
  file: string,
  about: ProofAbout,
  signal: AbortSignal | undefined,
): AsyncGenerator<ProofPart, void, void> {
  const database = openDatabase(file, { readonly: true });
  try {
    database.exec('BEGIN');
    const statements = prepare(database);
    const end = (statements.lastSeal.get() as SealRow | undefined)?.last_seq ?? 0;
    const from = firstAtOrAfter(database, about.fromAt, end);
    const to = firstAtOrAfter(database, about.toAt, end) - 1;
    const before = statements.sealBefore.get(from) as SealRow | undefined;
    const after = { seq: before?.last_seq ?? 0, hash: hex(before?.hash ?? FIRST_HASH) };
    yield { share: 0, text: line({ format: 'gatehouse-proof', version: 1, ...about, after }) };
    let { seq, hash } = after;
    let seals = 0;
    while (seq < to) {
      signal?.throwIfAborted();
      let text = '';
      for (const seal of statements.seals.all(seq, SEALS_PER_SLICE) as readonly SealRow[]) {
        if (seq >= to) break;
        for (const row of statements.events.raw().all(seq, seal.last_seq) as EventRow[])
          text += line(row);
        seq = seal.last_seq;
        hash = hex(seal.hash);
        seals += 1;
        text += line({ seal: { seq, hash } });
      }
      yield { share: Math.min(1, (seq - after.seq) / Math.max(1, to - after.seq)), text };
      await nextTurn();
    }
    yield { share: 1, text: line({ end: { events: seq - after.seq, seals, seq, hash } }) };
  } finally {
    database.close();
  }
}

/** The seal that covers an event, or null past the last one. */
export function sealOver(
  database: Database,
  seq: number,
): { readonly seq: number; readonly hash: string } | null {
  const found = database
    .prepare('SELECT last_seq, hash FROM seals WHERE last_seq >= ? ORDER BY last_seq LIMIT 1')
    .get(seq) as SealRow | undefined;
  return found === undefined ? null : { seq: found.last_seq, hash: hex(found.hash) };
}

/** The first event that is not before an instant; one past the end where all are. Time never goes back. */
function firstAtOrAfter(database: Database, at: Instant, end: number): number {
  const timeOf = database.prepare('SELECT at FROM events WHERE seq = ?').pluck();
  let [low, high] = [1, end + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((timeOf.get(middle) as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function prepare(database: Database) {
  return {
    lastSeal: database.prepare('SELECT last_seq, hash FROM seals ORDER BY last_seq DESC LIMIT 1'),
    sealBefore: database.prepare(
      'SELECT last_seq, hash FROM seals WHERE last_seq < ? ORDER BY last_seq DESC LIMIT 1',
    ),
    seals: database.prepare(
      'SELECT last_seq, hash FROM seals WHERE last_seq > ? ORDER BY last_seq LIMIT ?',
    ),
    events: database.prepare(
      `SELECT seq, at, type, actor, command_id, body FROM events
       WHERE seq > ? AND seq <= ? ORDER BY seq`,
    ),
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const line = (value: unknown) => `${JSON.stringify(value)}\n`;
