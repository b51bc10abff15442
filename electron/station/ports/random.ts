import { randomFillSync } from 'node:crypto';

/** The station's only source of chance. */
export interface SecureRandom {
  /** 32 hexadecimal digits that nobody can guess. */
  nonce(): string;
}

const NONCE_BYTES = 16;
const POOL_BYTES = NONCE_BYTES * 1_024;

/** The operating system's generator, asked for many nonces at once. */
export function systemRandom(): SecureRandom {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    nonce() {
      if (used === POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      used += NONCE_BYTES;
      return pool.toString('hex', used - NONCE_BYTES, used);
    },
  };
}
