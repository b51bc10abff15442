import Sqlite from 'better-sqlite3';

export type Database = Sqlite.Database;
export type Statement = Sqlite.Statement;

/** How long a statement waits for another connection before it gives up. */
export const BUSY_TIMEOUT_MS = 5_000;
/** What the write-ahead log is cut back to after it had to grow, in bytes. */
const WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
/**
 * Rows made anew touch pages all over their file: kept in memory, and written back once in a while
 * instead of after each batch, a long history is caught up with in less time.
 */
const ROWS_CACHE_KIB = 64 * 1024;
const ROWS_CHECKPOINT_PAGES = 8_192;
/** SQLite's number for `synchronous=FULL`: every commit waits for the disk. */
const SYNCHRONOUS_FULL = 2;

export interface OpenOptions {
  readonly readonly?: boolean;
  /** `true` refuses to create the file. */
  readonly mustExist?: boolean;
  /** `normal` survives a crash of the program but not of the power: only for what can be rebuilt. */
  readonly synchronous?: 'full' | 'normal';
}

/**
 * Opens a SQLite file in write-ahead mode, durable at every commit unless asked otherwise.
 *
 * `synchronous` is set after the switch to WAL because the switch silently lowers the default to
 * NORMAL; call `assertDurable` after the first write, which is when the lowering takes effect.
 *
 * @throws SqliteError as SQLite words it; `failure.ts` turns it into a sentence
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const readonly = options.readonly ?? false;
  const database = new Sqlite(path, {
    readonly,
    fileMustExist: readonly || (options.mustExist ?? false),
    timeout: BUSY_TIMEOUT_MS,
  });
  try {
    database.pragma('trusted_schema = OFF');
    if (!readonly) {
      const mode = database.pragma('journal_mode = WAL', { simple: true });
      if (mode !== 'wal') {
        throw new Error(`${path} cannot be switched to write-ahead logging: it stays "${mode}"`);
      }
      database.pragma(`synchronous = ${options.synchronous === 'normal' ? 'NORMAL' : 'FULL'}`);
      database.pragma(`journal_size_limit = ${WAL_SIZE_LIMIT_BYTES}`);
      if (options.synchronous === 'normal') {
        database.pragma(`cache_size = -${ROWS_CACHE_KIB}`);
        database.pragma(`wal_autocheckpoint = ${ROWS_CHECKPOINT_PAGES}`);
      }
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Proves that commits of this connection wait for the disk. Call it after the first write.
 * @throws Error when `synchronous` reads back as anything but FULL
 */
export function assertDurable(database: Database): void {
  const synchronous = database.pragma('synchronous', { simple: true });
  if (synchronous !== SYNCHRONOUS_FULL) {
    throw new Error(
      `${database.name} would not wait for the disk: synchronous is ${synchronous}, not FULL`,
    );
  }
}

/** The code of an error that SQLite raised, such as `SQLITE_FULL`, or null for any other error. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Sqlite.SqliteError ? error.code : null;
}
