import type { PlateRef } from '#domain/kernel/ids.ts';
import type { Log } from '../ports/log.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { KeyRing } from './keys.ts';
import { Pseudonyms } from './pseudonym.ts';
import type { Database, Statement } from './sqlite.ts';
import { VaultCipher } from './vault-cipher.ts';

const HELD_MAX_ENTRIES = 100_000;
const CLEAR_MAX_ENTRIES = 10_000;

interface VaultRow {
  readonly key_id: string;
  readonly sealed: Buffer;
}

/** The vault as the station's own thread sees it: makes references and reads values back. */
export class Vault {
  readonly #keys: KeyRing;
  readonly #log: Log;
  readonly #pseudonyms: Pseudonyms;
  readonly #ciphers = new Map<string, VaultCipher>();
  readonly #held = new BoundedCache<PlateRef, true>(HELD_MAX_ENTRIES);
  readonly #clear = new BoundedCache<PlateRef, string>(CLEAR_MAX_ENTRIES);
  readonly #beingErased = new Set<PlateRef>();
  #find!: Statement;
  #exists!: Statement;

  constructor(keys: KeyRing, log: Log) {
    this.#keys = keys;
    this.#log = log;
    this.#pseudonyms = new Pseudonyms(keys.pseudonymKeys.current);
  }

  /** Reads from this connection from now on, and forgets what a failed commit may have undone. */
  attach(reader: Database): void {
    this.#find = reader.prepare(
      'SELECT vault.key_id, vault.sealed FROM vault_refs JOIN vault ON vault.id = vault_refs.id WHERE ref = ?',
    );
    this.#exists = reader.prepare('SELECT 1 FROM vault_refs WHERE ref = ?');
    this.#held.clear();
  }

  refOf(plate: string): PlateRef {
    return this.#pseudonyms.refOf(plate);
  }

  /** Remembers a reference that is on its way to the disk. */
  noteSent(ref: PlateRef): void {
    this.#held.set(ref, true);
  }

  holds(ref: PlateRef): boolean {
    if (this.#held.get(ref) === true) return true;
    // A vehicle that comes back during its erasure is stored anew, after the erasure.
    if (this.#beingErased.has(ref)) return false;
    if (this.#exists.get(ref) === undefined) return false;
    this.#held.set(ref, true);
    return true;
  }

  /** The plate, or null when there is none or (with an error in the log) it cannot be deciphered. */
  reveal(ref: PlateRef): string | null {
    const known = this.#clear.get(ref);
    if (known !== undefined) return known;
    if (this.#beingErased.has(ref)) return null;
    const row = this.#find.get(ref) as VaultRow | undefined;
    if (row === undefined) return null;
    const clear = this.#decipher(ref, row);
    if (clear !== null) this.#clear.set(ref, clear);
    return clear;
  }

  /** Acts as if the plate was gone from now on. Call what it returns once it is, or is known to stay. */
  erasing(ref: PlateRef): () => void {
    this.#beingErased.add(ref);
    this.#forget(ref);
    return () => {
      this.#beingErased.delete(ref);
      this.#forget(ref);
    };
  }

  #forget(ref: PlateRef): void {
    this.#held.delete(ref);
    this.#clear.delete(ref);
    this.#pseudonyms.forget(ref);
  }

  // One unreadable plate must not keep the lot from opening: the session is shown without it.
  #decipher(ref: PlateRef, row: VaultRow): string | null {
    const cipher = this.#cipher(row.key_id);
    if (cipher === null) {
      this.#log.error(
        { ref, keyId: row.key_id },
        'a plate in the vault needs a vault key that is missing',
      );
      return null;
    }
    try {
      return cipher.decrypt(ref, row.sealed);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.error({ ref, reason }, 'a plate in the vault is damaged and cannot be read');
      return null;
    }
  }

  #cipher(keyId: string): VaultCipher | null {
    const known = this.#ciphers.get(keyId);
    if (known !== undefined) return known;
    const key = this.#keys.vaultKeys.get(keyId);
    if (key === null) return null;
    const cipher = new VaultCipher(key);
    this.#ciphers.set(keyId, cipher);
    return cipher;
  }
}
