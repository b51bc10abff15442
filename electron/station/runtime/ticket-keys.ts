import { createHmac } from 'node:crypto';

/** One signing key; ids are what tokens carry, so that keys can be rotated. */
export interface TicketKey {
  readonly id: number;
  readonly key: Buffer;
}

/** Signs and checks tokens: the current key signs, older ones still check. */
export interface TicketKeys {
  readonly current: TicketKey;
  get(id: number): TicketKey | undefined;
}

/** HMAC-SHA-256 under a key, as the pure token code wants it. */
export function macOf({ key }: TicketKey): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => createHmac('sha256', key).update(bytes).digest();
}
