import { createHmac } from 'node:crypto';
import { JournalKeys } from './errors.ts';
import {
  createKeyFile,
  KEY_BYTES,
  type KeyPurpose,
  type NamedKey,
  readKeyFiles,
} from './key-files.ts';

export type { KeyPurpose, NamedKey } from './key-files.ts';

/** Keys of one purpose: the newest is used to write, the older ones still read. */
export interface KeySet {
  readonly current: NamedKey;
  /** Oldest first. */
  readonly all: readonly NamedKey[];
  /** The key of this id, or null when there is none. */
  get(keyId: string): Buffer | null;
}

/** All keys of a station. */
export interface KeyRing {
  /** Makes pseudonyms of plates (HMAC-SHA-256). Its current key must not change: equal plates would part. */
  readonly pseudonymKeys: KeySet;
  /** Encrypts the vault (AES-256-GCM). */
  readonly vaultKeys: KeySet;
  /** Signs tickets; rotate with `rotateKey(dir, 'ticket')`. */
  readonly ticketKeys: KeySet;
}

/**
 * A key set of keys that were handed over, such as from the system's key store.
 * @param keys newest last; each 32 bytes
 * @throws JournalKeys for none or for one of another length
 */
export function keySet(keys: readonly NamedKey[]): KeySet {
  const current = keys.at(-1);
  if (current === undefined) throw new JournalKeys('key-missing', 'At least one key is needed.');
  for (const { key, keyId } of keys) {
    if (key.length !== KEY_BYTES) {
      throw new JournalKeys(
        'key-malformed',
        `Key ${keyId} has ${key.length} bytes instead of ${KEY_BYTES}.`,
      );
    }
  }
  const byId = new Map(keys.map(({ keyId, key }) => [keyId, key]));
  return { current, all: keys, get: (keyId) => byId.get(keyId) ?? null };
}

/**
 * Reads the station's keys from `directory` (0700, files 0600), creating on first use what is missing.
 * @throws JournalKeys when others may read them, or one is damaged
 */
export function openKeyRing(directory: string): KeyRing {
  return {
    pseudonymKeys: readOrCreate(directory, 'pseudonym'),
    vaultKeys: readOrCreate(directory, 'vault'),
    ticketKeys: readOrCreate(directory, 'ticket'),
  };
}

/**
 * Adds a new current key; the older ones still read. Takes effect at the next `openKeyRing`.
 * Pseudonyms do not rotate, because equal plates must keep equal references.
 * @returns the id of the new key
 */
export function rotateKey(directory: string, purpose: Exclude<KeyPurpose, 'pseudonym'>): string {
  const newest = readKeyFiles(directory, purpose).at(-1);
  return createKeyFile(directory, purpose, String(Number(newest?.keyId ?? '0') + 1)).keyId;
}

/** Tells keys apart without giving any away: stored in the journal to refuse it with other keys. */
export function keyMark(key: Buffer): Buffer {
  return createHmac('sha256', key).update('gatehouse key mark').digest().subarray(0, 8);
}

function readOrCreate(directory: string, purpose: KeyPurpose): KeySet {
  const found = readKeyFiles(directory, purpose);
  return keySet(found.length > 0 ? found : [createKeyFile(directory, purpose, '1')]);
}
