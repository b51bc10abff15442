import type { PlateRef } from '#domain/kernel/ids.ts';
import { JournalError } from './errors.ts';
import type { NamedKey } from './keys.ts';
import type { Database, Statement } from './sqlite.ts';
import { VaultCipher } from './vault-cipher.ts';

const CHECKPOINT_MAX_TRIES = 5;

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
   * Erases a plate: overwrites its ciphertext with zeros where it lies, drops its reference, and moves
   * the log into the file and empties it, so that no copy stays behind in either.
   * @throws JournalError when a reader kept the log from being emptied; the plate is gone nevertheless
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
    emptyLog(this.#database);
  }
}

/** Moves the write-ahead log into the database file and cuts it to nothing. */
export function emptyLog(database: Database): void {
  for (let tries = 0; tries < CHECKPOINT_MAX_TRIES; tries += 1) {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy === 0) return;
  }
  throw new JournalError(
    'journal-log-busy',
    `The log of ${database.name} cannot be emptied while another program reads it. Close that program and erase again.`,
  );
}
