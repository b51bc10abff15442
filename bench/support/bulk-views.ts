import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '#domain/lot/event.ts';
import { createJournalFile } from '#station/journal/schema.ts';
import { type Database, openDatabase } from '#station/journal/sqlite.ts';
import { JournalSource } from '#station/views/journal-source.ts';
import { recreateViewsFile } from '#station/views/views-file.ts';
import { ViewsWriter } from '#station/views/views-writer.ts';
import { type BulkOptions, BulkStays } from './bulk-stays.ts';

/** As many events in a transaction as when a station catches up. */
const BATCH_EVENTS = 2_000;

/** A filled `views.db`, with a journal that holds what reports read of it: what people did, and refusals. */
export interface BulkViews {
  readonly database: Database;
  readonly journal: JournalSource;
  readonly sessions: number;
  readonly events: number;
  /** Time spent in the read models alone, without making events. */
  readonly fillSeconds: number;
  readonly bytes: number;
  close(): void;
}

/** Fills the read models as a station does while it catches up. */
export function fillViews(options: BulkOptions, progress: (share: number) => void): BulkViews {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-reports-'));
  const viewsPath = join(folder, 'views.db');
  const journalPath = join(folder, 'journal.db');
  createJournalFile(journalPath);
  const journalFile = openDatabase(journalPath, { synchronous: 'normal' });
  const insert = journalFile.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
  const database = recreateViewsFile(viewsPath);
  const writer = new ViewsWriter(database);
  const stays = new BulkStays(options);
  let events = 0;
  let fillMs = 0;
  let days = 0;
  for (const day of stays.days()) {
    const started = performance.now();
    for (let from = 0; from < day.length; from += BATCH_EVENTS) {
      const batch = day.slice(from, from + BATCH_EVENTS);
      writer.apply(batch, { seq: batch.at(-1)?.seq ?? 0, hash: new Uint8Array([1]) });
    }
    fillMs += performance.now() - started;
    events += day.length;
    journalFile.transaction(() => {
      for (const event of day.filter(isRead))
        insert.run(
          event.seq,
          event.at,
          event.event.type,
          JSON.stringify(event.actor),
          event.commandId,
          JSON.stringify(event.event),
        );
    })();
    days += 1;
    progress(days / options.days);
  }
  journalFile.close();
  database.pragma('wal_checkpoint(TRUNCATE)');
  const journal = new JournalSource(journalPath);
  return {
    database,
    journal,
    sessions: stays.sessions,
    events,
    fillSeconds: fillMs / 1_000,
    bytes: statSync(viewsPath).size,
    close() {
      journal.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isRead({ actor, event }: RecordedEvent): boolean {
  return actor.kind === 'user' || event.type === 'EntryRefused' || event.type === 'LotCreated';
}
