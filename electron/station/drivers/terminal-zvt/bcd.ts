import { assert } from '#domain/kernel/assert.ts';

/** A number as packed decimal digits, two a byte, padded with zeros on the left. */
export function toBcd(value: number, bytes: number): Buffer {
  const digits = String(value).padStart(bytes * 2, '0');
  assert(/^\d+$/.test(digits) && digits.length === bytes * 2, `${value} fits ${bytes} BCD bytes`);
  return Buffer.from(digits, 'hex');
}

/** The packed digits as text, or null when a half-byte is no digit. */
export function bcdDigits(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('hex');
  return /^\d+$/.test(text) ? text : null;
}

/** The packed digits as a number, or null when a half-byte is no digit. */
export function bcdNumber(bytes: Uint8Array): number | null {
  const digits = bcdDigits(bytes);
  return digits === null ? null : Number(digits);
}

/**
 * The length of an LLVAR (two bytes) or LLLVAR (three bytes) field: each byte is `F` and one digit
 * (PA00P015, data formats). Null when it is not.
 */
export function varLength(bytes: Uint8Array): number | null {
  let length = 0;
  for (const byte of bytes) {
    if (byte >> 4 !== 0xf || (byte & 0x0f) > 9) return null;
    length = length * 10 + (byte & 0x0f);
  }
  return length;
}

/** A length as LLVAR (`places` 2) or LLLVAR (3) writes it. */
export function toVarLength(length: number, places: 2 | 3): Buffer {
  const digits = String(length).padStart(places, '0');
  assert(digits.length === places, `${length} fits ${places} places`);
  return Buffer.from([...digits].map((digit) => 0xf0 | Number(digit)));
}
