import { chmodSync, copyFileSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type SqliteJournal } from '../journal.ts';
import { type RecordingLog, recordingLog } from './recording-log.ts';

/** A folder for one test's journal and keys, opened and closed as often as the test needs. */
export interface TemporaryJournal {
  readonly dir: string;
  readonly keysDir: string;
  readonly file: string;
  readonly log: RecordingLog;
  open(): Promise<SqliteJournal>;
  closeAll(): Promise<void>;
  /** Copies file, log and keys as they lie on the disk, open or not. */
  copyTo(other: TemporaryJournal): void;
  /** Closes whatever is still open and deletes the folder. */
  remove(): Promise<void>;
}

/** @param root where the folder is made, the system's temporary folder unless told */
export function temporaryJournal(root: string = tmpdir()): TemporaryJournal {
  const dir = mkdtempSync(join(root, 'gatehouse-journal-'));
  const keysDir = join(dir, 'keys');
  const log = recordingLog();
  const opened: SqliteJournal[] = [];
  const closeAll = async () => {
    for (const journal of opened.splice(0)) await journal.close();
  };
  return {
    dir,
    keysDir,
    file: join(dir, 'journal.db'),
    log,
    open: async () => {
      const journal = await openJournal({ dir, keysDir, log });
      opened.push(journal);
      return journal;
    },
    closeAll,
    copyTo: (other) => {
      for (const suffix of ['', '-wal']) {
        const from = join(dir, `journal.db${suffix}`);
        if (existsSync(from)) copyFileSync(from, other.file + suffix);
      }
      cpSync(keysDir, other.keysDir, { recursive: true });
      chmodSync(other.keysDir, 0o700);
    },
    remove: async () => {
      await closeAll();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
