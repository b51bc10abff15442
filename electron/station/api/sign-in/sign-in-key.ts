import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Log } from '../../ports/log.ts';
import { isMissing, writePrivateFile } from './private-file.ts';

const KEY_BYTES = 32;
const READABLE_BY_OTHERS = 0o077;

/**
 * The key that signs tokens. It is made on first use, and made anew when the file was readable by
 * others or is not a key: then everybody signs in again, and no forged token passes.
 */
export async function loadSignInKey(path: string, log: Log): Promise<Buffer> {
  const found = await readKey(path);
  if (found.kind === 'key') return found.key;
  if (found.kind === 'unfit') {
    log.warn({ file: path }, `the sign-in key was ${found.why}: a new one is made, sign in again`);
  }
  const key = randomBytes(KEY_BYTES);
  await writePrivateFile(path, key);
  return key;
}

type Found =
  | { readonly kind: 'key'; readonly key: Buffer }
  | { readonly kind: 'none' }
  | { readonly kind: 'unfit'; readonly why: string };

async function readKey(path: string): Promise<Found> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & READABLE_BY_OTHERS) !== 0) {
      return { kind: 'unfit', why: 'readable by others' };
    }
    const key = await readFile(path);
    if (key.length !== KEY_BYTES) return { kind: 'unfit', why: `not ${KEY_BYTES} bytes long` };
    return { kind: 'key', key };
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    throw error;
  }
}
