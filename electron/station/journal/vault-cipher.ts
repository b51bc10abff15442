import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import type { PlateRef } from '#domain/kernel/ids.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_PER_FILL = 1_024;

/**
 * AES-256-GCM with a random 96-bit nonce and the reference as additional data, so that a value cannot
 * be moved to another reference. The sealed value is nonce ‖ ciphertext ‖ tag.
 */
export class VaultCipher {
  readonly #key: KeyObject;
  // Random bytes are drawn in bulk: one call costs as much as the encryption itself.
  readonly #nonces = Buffer.alloc(NONCE_BYTES * NONCES_PER_FILL);
  #nextNonce = NONCES_PER_FILL;

  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key);
  }

  encrypt(ref: PlateRef, clear: string): Buffer {
    const nonce = this.#takeNonce();
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(ref));
    return Buffer.concat([
      nonce,
      cipher.update(clear, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  }

  /** @throws Error when the value was changed, belongs to another reference or another key */
  decrypt(ref: PlateRef, sealed: Buffer): string {
    const tagAt = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(ref));
    decipher.setAuthTag(sealed.subarray(tagAt));
    return (
      decipher.update(sealed.subarray(NONCE_BYTES, tagAt), undefined, 'utf8') +
      decipher.final('utf8')
    );
  }

  #takeNonce(): Buffer {
    if (this.#nextNonce === NONCES_PER_FILL) {
      randomFillSync(this.#nonces);
      this.#nextNonce = 0;
    }
    const from = this.#nextNonce * NONCE_BYTES;
    this.#nextNonce += 1;
    return this.#nonces.subarray(from, from + NONCE_BYTES);
  }
}
