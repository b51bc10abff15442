import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What the first seal of a journal stands on. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);
const MARK_BYTES = 4;

/**
 * A seal in the making: SHA-256 over the previous seal's hash and the bytes of every row since (see
 * `row.ts`). Beside the hash it keeps a CRC-32 of each row, its mark, so that a broken seal can name
 * the row that broke it. The hash proves, the marks only point.
 */
export class Sealing {
  readonly #hash: Hash;
  readonly #marks: number[] = [];

  constructor(previousHash: Uint8Array) {
    this.#hash = createHash('sha256').update(previousHash);
  }

  /** Adds a row, as the text that was sent or as the bytes that were read back. */
  add(row: string | Uint8Array): void {
    this.#hash.update(row);
    this.#marks.push(crc32(row));
  }

  finish(): { readonly hash: Buffer; readonly marks: Buffer } {
    const marks = Buffer.allocUnsafe(this.#marks.length * MARK_BYTES);
    this.#marks.forEach((mark, index) => {
      marks.writeUInt32LE(mark, index * MARK_BYTES);
    });
    return { hash: this.#hash.digest(), marks };
  }
}

/** The index of the first row whose mark differs, or -1 when all are alike. */
export function firstDifferingMark(expected: Uint8Array, found: Uint8Array): number {
  const bytes = Math.max(expected.length, found.length);
  for (let index = 0; index < bytes; index += 1) {
    if (expected[index] !== found[index]) return Math.floor(index / MARK_BYTES);
  }
  return -1;
}
