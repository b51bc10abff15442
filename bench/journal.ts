/**
 * How fast events become durable through the journal, against the same bytes written by better-sqlite3
 * with nothing around it, in transactions of the same size, in the same run. Run: node bench/journal.ts
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { openJournal } from '#station/journal/journal.ts';
import { openDatabase } from '#station/journal/sqlite.ts';
import type { Batch, VaultEntry } from '#station/ports/journal.ts';
import type { Log } from '#station/ports/log.ts';
import { median, type Row } from './row.ts';
import { printRows } from './table.ts';

interface Case {
  readonly entriesPerCommit: number;
  readonly plates: boolean;
}

const ENTRIES = 30_000;
const EVENTS_PER_ENTRY = 3;
const ROUNDS = 3;
/** One commit on its way to the disk and the next one waiting: groups stay as large as raw's. */
const COMMITS_IN_FLIGHT = 2;
const CASES: readonly Case[] = [
  { entriesPerCommit: 100, plates: false },
  { entriesPerCommit: 1_000, plates: false },
  { entriesPerCommit: 1_000, plates: true },
];

/** Entries a second, each of three events, through the journal and raw, and their ratio. */
export async function benchJournal(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const bench of CASES) {
    const journal: number[] = [];
    const raw: number[] = [];
    // Turn and turn about, so that a noisy neighbour disturbs both alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      raw.push(await inFolder((dir) => writeRaw(dir, bench)));
      journal.push(await inFolder((dir) => writeJournal(dir, bench)));
    }
    const label = `${bench.entriesPerCommit} entries a commit${bench.plates ? ', each with a new plate' : ''}`;
    rows.push(
      { what: `journal, ${label}`, value: median(journal), unit: 'entries/s' },
      { what: `raw better-sqlite3, ${label}`, value: median(raw), unit: 'entries/s' },
      {
        what: `ratio, ${label}`,
        value: median(journal) / median(raw),
        unit: '',
      },
    );
  }
  return rows;
}

async function writeJournal(dir: string, bench: Case): Promise<number> {
  const journal = await openJournal({ dir, keysDir: join(dir, 'keys'), log: silent });
  const batches = makeBatches(bench, (plate) => journal.refOf(plate));
  const started = performance.now();
  const inFlight: Promise<void>[] = [];
  for (const batch of batches) {
    if (inFlight.length === COMMITS_IN_FLIGHT) await inFlight.shift();
    inFlight.push(journal.commit(batch));
  }
  await Promise.all(inFlight);
  const seconds = (performance.now() - started) / 1_000;
  await journal.close();
  return ENTRIES / seconds;
}

/** The same bytes, made ready beforehand; the clock sees SQLite alone. */
function writeRaw(dir: string, bench: Case): number {
  const batches = makeBatches(bench, () => `1.${randomBytes(16).toString('base64url')}`).map(
    ({ events, vault }) => ({
      rows: events.map((row) => [
        row.seq,
        row.at,
        row.event.type,
        JSON.stringify(row.actor),
        row.commandId,
        JSON.stringify(row.event),
      ]),
      vault: vault.map(({ ref, clear }) => ({ ref, sealed: randomBytes(28 + clear.length) })),
    }),
  );
  const database = openDatabase(join(dir, 'raw.db'));
  database.exec(`
    CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL,
      actor TEXT NOT NULL, command_id TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE vault (ref TEXT PRIMARY KEY, sealed BLOB NOT NULL);`);
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
  const keep = database.prepare('INSERT INTO vault VALUES (?, ?)');
  const started = performance.now();
  for (const { rows, vault } of batches) {
    database.exec('BEGIN IMMEDIATE');
    for (const row of rows) insert.run(row);
    for (const { ref, sealed } of vault) keep.run(ref, sealed);
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - started) / 1_000;
  database.close();
  return ENTRIES / seconds;
}

function makeBatches(bench: Case, refOf: (plate: string) => string): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < ENTRIES; from += bench.entriesPerCommit) {
    const events: RecordedEvent[] = [];
    const vault: VaultEntry[] = [];
    for (let entry = from; entry < from + bench.entriesPerCommit; entry += 1) {
      const clear = `KA01MH${entry}`;
      const ref = refOf(clear);
      events.push(...entryEvents(entry, ref));
      if (bench.plates) vault.push({ ref, clear });
    }
    batches.push({ events, vault });
  }
  return batches;
}

/** What one vehicle's entry leaves behind: the ticket, the opening, the passage. */
function entryEvents(entry: number, plateRef: string): RecordedEvent[] {
  const sessionId = `s-${entry.toString(36).padStart(10, '0')}`;
  const seq = entry * EVENTS_PER_ENTRY;
  const actor = { kind: 'device', deviceId: 'camera-entry-1' } as const;
  const commandId = `read-${entry.toString(36).padStart(16, '0')}`;
  const head = { at: 1_700_000_000_000 + entry, actor, commandId };
  return [
    {
      ...head,
      seq: seq + 1,
      event: {
        type: 'TicketIssued',
        laneId: 'entry-1',
        sessionId,
        ticketNumber: `7K3M-${entry}`,
        slotId: `l1-a-${entry % 300}`,
        vehicleClass: 'car',
        wantsCharge: false,
        accessiblePermit: false,
        plateRef,
        right: { kind: 'transient' },
        credentialNumber: null,
        tariffVersion: 1,
        price: null,
      },
    },
    {
      ...head,
      seq: seq + 2,
      event: {
        type: 'GateVended',
        laneId: 'entry-1',
        sessionId,
        overrideReason: null,
        tracked: true,
      },
    },
    { ...head, seq: seq + 3, event: { type: 'VehiclePassed', laneId: 'entry-1', sessionId } },
  ];
}

async function inFolder<T>(work: (dir: string) => T | Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const silent: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => silent,
};

if (import.meta.main) printRows('journal', await benchJournal());
