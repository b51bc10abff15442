import { randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { JournalKeys } from './errors.ts';
import { syncDirectory } from './schema.ts';

export type KeyPurpose = 'pseudonym' | 'vault' | 'ticket';

/** Raw key material, 32 bytes. Never logged, never in the journal, never in a backup. */
export interface NamedKey {
  readonly keyId: string;
  readonly key: Buffer;
}

export const KEY_BYTES = 32;

const OTHERS = 0o077;
const KEY_TEXT = /^[0-9a-f]{64}\n$/;

/** The keys of one purpose in `directory`, oldest first. Files are named `<purpose>-<number>.key`. */
export function readKeyFiles(directory: string, purpose: KeyPurpose): readonly NamedKey[] {
  if (!existsSync(directory)) return [];
  refuseIfOpenToOthers(directory, '0700');
  const pattern = new RegExp(`^${purpose}-([1-9][0-9]{0,5})\\.key$`);
  return readdirSync(directory)
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .map((keyId) => ({ keyId, key: readKeyFile(keyPath(directory, purpose, keyId)) }));
}

/**
 * Creates a key from the system's secure random source. The file appears whole or not at all, so a
 * crash leaves no half key. When another station was quicker, its key is the one returned.
 */
export function createKeyFile(directory: string, purpose: KeyPurpose, keyId: string): NamedKey {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  refuseIfOpenToOthers(directory, '0700');
  const path = keyPath(directory, purpose, keyId);
  const unfinished = join(directory, `.${randomUUID()}.new`);
  const descriptor = openSync(unfinished, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  syncDirectory(directory);
  return { keyId, key: readKeyFile(path) };
}

function keyPath(directory: string, purpose: KeyPurpose, keyId: string): string {
  return join(directory, `${purpose}-${keyId}.key`);
}

function readKeyFile(path: string): Buffer {
  refuseIfOpenToOthers(path, '0600');
  const text = readFileSync(path, 'latin1');
  if (!KEY_TEXT.test(text)) {
    throw new JournalKeys(
      'key-malformed',
      `${path} is not a key: it should hold 64 hexadecimal digits. Restore it from your safe copy; without it plates cannot be read.`,
    );
  }
  return Buffer.from(text.trimEnd(), 'hex');
}

/** Windows keeps rights in access lists that the user's own profile already closes to others. */
function refuseIfOpenToOthers(path: string, mode: string): void {
  if (process.platform === 'win32') return;
  const found = statSync(path).mode & 0o777;
  if ((found & OTHERS) === 0) return;
  throw new JournalKeys(
    'key-open-to-others',
    `${path} can be reached by other users (mode 0${found.toString(8)}). ` +
      `Make it yours alone: chmod ${mode} '${path}'. If others may have read it, replace the key.`,
  );
}
