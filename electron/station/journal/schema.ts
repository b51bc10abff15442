import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openDatabase } from './sqlite.ts';

/** "GHJ1": tells a journal from any other SQLite file. */
export const APPLICATION_ID = 0x47484a31;
export const SCHEMA_VERSION = 1;

/** Lifted only by `cutBack`, which takes away what was never sealed and so never acknowledged. */
export const EVENTS_NO_DELETE_TRIGGER = `
  CREATE TRIGGER events_no_delete BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END`;

const SCHEMA = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor TEXT NOT NULL,
    command_id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE seals (
    last_seq INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    marks BLOB NOT NULL
  ) STRICT;
  -- Values lie in the order they came and are never moved by the b-tree, so that overwriting one in
  -- place leaves no copy of it elsewhere in the file. What is looked up at random is the reference.
  CREATE TABLE vault (
    id INTEGER PRIMARY KEY,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE vault_refs (ref TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshots (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    seal_seq INTEGER NOT NULL,
    seal_hash BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    state BLOB NOT NULL
  ) STRICT;
  -- Says which keys this journal was written with, without holding them.
  CREATE TABLE key_marks (
    purpose TEXT NOT NULL,
    key_id TEXT NOT NULL,
    mark BLOB NOT NULL,
    PRIMARY KEY (purpose, key_id)
  ) STRICT, WITHOUT ROWID;
  -- Written and emptied again at every opening, to learn whether the disk takes writes.
  CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT;

  CREATE TRIGGER events_no_update BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never updated'); END;
  CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals
  BEGIN SELECT RAISE(ABORT, 'seals are never updated'); END;
  CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals
  BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
  ${EVENTS_NO_DELETE_TRIGGER};
`;

/**
 * Creates an empty journal. It is made under another name and renamed when it is whole and on disk,
 * so a `journal.db` without its tables is always damage and never a beginning.
 */
export function createJournalFile(file: string): void {
  const unfinished = `${file}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    rmSync(unfinished + suffix, { force: true });
  const database = openDatabase(unfinished);
  try {
    writeSchema(database);
  } finally {
    // The last connection to close moves the log into the file and syncs it.
    database.close();
  }
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
  syncDirectory(dirname(file));
}

function writeSchema(database: Database): void {
  database.transaction(() => {
    database.exec(SCHEMA);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}

/** Makes a rename or a new file in `directory` survive a power cut. Windows does this by itself. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
