import { JournalDamaged, JournalError, JournalHalted } from './errors.ts';
import { sqliteCode } from './sqlite.ts';

/** Whether SQLite says that the file's bytes make no sense, as against a disk that refuses. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB');
}

/** The error for a file that is not what was written, with what to do about it. */
export function damaged(file: string, what: string): JournalDamaged {
  return new JournalDamaged(
    'journal-damaged',
    `${file} is damaged: ${what}. Nothing was changed. Keep the file and its -wal for inspection, ` +
      'put the newest backup in their place, and start again.',
  );
}

/** Words what went wrong while opening or reading `file`. Errors that are already worded pass. */
export function openFailure(file: string, error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const code = sqliteCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (isDamage(error)) return damaged(file, `SQLite says "${detail}" (${code})`);
  if (code === 'SQLITE_FULL') {
    return new JournalHalted(
      'disk-full',
      `The disk that holds ${file} is full. Free some space on it.`,
    );
  }
  if (code?.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') {
    return new JournalHalted(
      'disk-error',
      `${file} cannot be opened or written: "${detail}" (${code}). Check the disk, its mount and the rights on the folder.`,
    );
  }
  return new JournalError(
    'journal-fault',
    `${file} cannot be opened: "${detail}" (${code ?? 'no code'}).`,
  );
}

/** Words a failed commit: from here on nothing is recorded until the journal is reopened. */
export function haltedBy(file: string, lastSeq: number, error: unknown): JournalHalted {
  const code = sqliteCode(error);
  const detail = error instanceof Error ? error.message : String(error);
  const held = `Everything up to event ${lastSeq} is safe; nothing after it was recorded.`;
  if (code === 'SQLITE_FULL') {
    return new JournalHalted(
      'disk-full',
      `The disk that holds ${file} is full. ${held} Free some space and the station goes on.`,
    );
  }
  if (isDamage(error)) {
    return new JournalHalted(
      'journal-damaged',
      `${file} is damaged: "${detail}" (${code}). ${held} Keep the file and restore the newest backup.`,
    );
  }
  if (code?.startsWith('SQLITE_IOERR') || code?.startsWith('SQLITE_READONLY')) {
    return new JournalHalted(
      'disk-error',
      `The disk refuses to write ${file}: "${detail}" (${code}). ${held} Check the disk and its mount.`,
    );
  }
  return new JournalHalted(
    'write-failed',
    `Writing ${file} failed: "${detail}" (${code ?? 'no code'}). ${held}`,
  );
}

/** A plate is gone from the file, but a reader keeps the log from being emptied of it. */
export function logBusy(file: string): JournalError {
  return new JournalError(
    'journal-log-busy',
    `The log of ${file} still holds an erased plate, because another program has been reading it for a minute. Close that program and erase again.`,
  );
}
