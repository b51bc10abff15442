import type { PlateRef } from '#domain/kernel/ids.ts';
import type { NamedKey } from './keys.ts';
import { BUSY_TIMEOUT_MS, type Database, type Statement } from './sqlite.ts';
import { VaultCipher } from './vault-cipher.ts';

const EMPTY_LOG_BUSY_TIMEOUT_MS = 20;

/** The vault as the commit worker sees it: encrypts and writes inside the worker's transaction. */
export class VaultWriter {
  readonly #database: Database;
  readonly #keyId: string;
  readonly #cipher: VaultCipher;
  readonly #insertRef: Statement;
  readonly #insertValue: Statement;
  #lastId: number;

  constructor(database: Database, { keyId, key }: NamedKey) {
    this.#database = database;
    this.#keyId = keyId;
    this.#cipher = new VaultCipher(key);
    this.#insertRef = database.prepare(
      'INSERT INTO vault_refs (ref, id) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#insertValue = database.prepare('INSERT INTO vault (id, key_id, sealed) VALUES (?, ?, ?)');
    this.#lastId = database
      .prepare('SELECT coalesce(max(id), 0) FROM vault')
      .pluck()
      .get() as number;
  }

  /** Stores a plate unless its reference is there already. */
  put(ref: PlateRef, clear: string): void {
    const id = this.#lastId + 1;
    if (this.#insertRef.run(ref, id).changes === 0) return;
    this.#insertValue.run(id, this.#keyId, this.#cipher.encrypt(ref, clear));
    this.#lastId = id;
  }

  /**
   * Erases a plate: overwrites its ciphertext with zeros where it lies and drops its reference. Older
   * copies stay in the log until `emptyLog`.
   */
  erase(ref: PlateRef): void {
    this.#database.transaction(() => {
      const id = this.#database.prepare('SELECT id FROM vault_refs WHERE ref = ?').pluck().get(ref);
      if (id === undefined) return;
      this.#database
        .prepare('UPDATE vault SET sealed = zeroblob(length(sealed)) WHERE id = ?')
        .run(id);
      this.#database.prepare('DELETE FROM vault_refs WHERE ref = ?').run(ref);
    })();
  }
}

/**
 * Moves the write-ahead log into the database file and cuts it to nothing. Hardly waits, because no
 * event is written meanwhile.
 * @returns false while somebody reads what the log still has to hold for them
 */
export function emptyLog(database: Database): boolean {
  database.pragma(`busy_timeout = ${EMPTY_LOG_BUSY_TIMEOUT_MS}`);
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy === 0;
  } finally {
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}
