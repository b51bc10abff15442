import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { JournalInUse } from './errors.ts';
import { openFailure } from './failure.ts';
import { sqliteCode } from './sqlite.ts';

/** Held for as long as the journal is open; the system lets go of it when the process dies. */
export interface Lock {
  release(): void;
}

/**
 * Takes the journal of `directory` for this station alone. A lock that SQLite holds on a file of its
 * own works alike on every system, between processes and within one.
 * @throws JournalInUse when another station has it
 */
export function lockJournal(directory: string): Lock {
  const file = join(directory, 'journal.lock');
  let database: Sqlite.Database | null = null;
  try {
    database = new Sqlite(file, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) {
      throw new JournalInUse(
        'journal-in-use',
        `Another station is using ${join(directory, 'journal.db')}. Stop it first, or choose another data folder.`,
      );
    }
    throw openFailure(file, error);
  }
  const held = database;
  return { release: () => held.close() };
}
