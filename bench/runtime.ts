/**
 * Durable entries a second through a whole lot (inbox, decision, ticket, journal, state), against the
 * very bytes it wrote inserted again by better-sqlite3 with nothing around it, in transactions of the
 * same sizes, `synchronous=FULL`, in the same run. Run: node bench/runtime.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '#station/journal/journal.ts';
import { openDatabase } from '#station/journal/sqlite.ts';
import { systemClock } from '#station/ports/clock.ts';
import type { Log } from '#station/ports/log.ts';
import { systemRandom } from '#station/ports/random.ts';
import { LotRuntime } from '#station/runtime/lot-runtime.ts';
import { bigLot } from './big-lot.ts';
import { median, type Row } from './row.ts';
import { printRows } from './table.ts';

const ENTRIES = 40_000;
const IN_FLIGHT = 4_000;
const ROUNDS = 3;
const silent: Log = { debug() {}, info() {}, warn() {}, error: console.error, child: () => silent };
const actor = { kind: 'device', deviceId: 'camera-in' } as const;

/** Entries with a new plate each: the vault row is part of the work on both sides. */
export async function benchRuntime(): Promise<Row[]> {
  const runtime: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
    try {
      runtime.push(await enterAll(directory));
      raw.push(writeAgain(directory));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return [
    {
      what: 'durable entries through the runtime',
      value: median(runtime),
      unit: 'entries/s',
      aim: { least: 20_000 },
    },
    { what: 'the same bytes by raw better-sqlite3', value: median(raw), unit: 'entries/s' },
    { what: 'ratio', value: median(runtime) / median(raw), unit: '', aim: { least: 0.5 } },
  ];
}

async function enterAll(directory: string): Promise<number> {
  const journal = await openJournal({
    dir: directory,
    keysDir: join(directory, 'keys'),
    log: silent,
  });
  const runtime = new LotRuntime({
    journal,
    clock: systemClock(),
    random: systemRandom(),
    log: silent,
    listener: { beforeEvolve() {}, onDurable() {}, onReload() {}, onHalt() {} },
  });
  await runtime.submit({ type: 'OpenLot', lot: bigLot(ENTRIES) }, { actor });
  const needs = { vehicleClass: 'car', wantsCharge: false, accessiblePermit: false } as const;
  let sent = 0;
  const caller = async () => {
    while (sent < ENTRIES) {
      sent += 1;
      const clear = `KA01MH${sent}`;
      const plateRef = journal.refOf(clear);
      runtime.noteForVault({ ref: plateRef, clear });
      const outcome = await runtime.submit(
        { type: 'RequestEntry', laneId: 'in', plateRef, credential: null, ...needs },
        { actor },
      );
      if (!outcome.ok) throw new Error(outcome.refusal.message);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, caller));
  const seconds = (performance.now() - started) / 1_000;
  await runtime.close();
  return ENTRIES / seconds;
}

/** What the journal holds, inserted again in the transactions that its seals show. */
function writeAgain(directory: string): number {
  const journal = openDatabase(join(directory, 'journal.db'), { readonly: true });
  const events = journal
    .prepare('SELECT seq, at, type, actor, command_id, body FROM events ORDER BY seq')
    .raw()
    .all();
  const seals = journal
    .prepare('SELECT last_seq FROM seals ORDER BY last_seq')
    .pluck()
    .all() as number[];
  const vault = journal.prepare('SELECT id, key_id, sealed FROM vault ORDER BY id').raw().all();
  const refs = journal.prepare('SELECT ref, id FROM vault_refs ORDER BY id').raw().all();
  journal.close();
  const database = openDatabase(join(directory, 'raw.db'));
  database.exec(`
    CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL,
      actor TEXT NOT NULL, command_id TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE vault (id INTEGER PRIMARY KEY, key_id TEXT NOT NULL, sealed BLOB NOT NULL);
    CREATE TABLE vault_refs (ref TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;`);
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
  const keep = database.prepare('INSERT INTO vault VALUES (?, ?, ?)');
  const refer = database.prepare('INSERT INTO vault_refs VALUES (?, ?)');
  const started = performance.now();
  let done = 0;
  let kept = 0;
  for (const lastSeq of seals) {
    database.exec('BEGIN IMMEDIATE');
    for (; done < lastSeq; done += 1) insert.run(events[done] as unknown[]);
    const share = Math.round((vault.length * done) / events.length);
    for (; kept < share; kept += 1) {
      keep.run(vault[kept] as unknown[]);
      refer.run(refs[kept] as unknown[]);
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - started) / 1_000;
  database.close();
  return ENTRIES / seconds;
}

if (import.meta.main) printRows('runtime', await benchRuntime());
