/** Crockford's alphabet: digits and capitals without I, L, O and U, which are misread or misheard. */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const BITS_PER_SYMBOL = 5;
const NO_SYMBOL = 255;

/** Character code → value, for codes below 128. */
const VALUES = (() => {
  const values = new Uint8Array(128).fill(NO_SYMBOL);
  for (let value = 0; value < SYMBOLS.length; value += 1) values[SYMBOLS.charCodeAt(value)] = value;
  return values;
})();

/** The value of one symbol, 0 to 31, or -1 for a character outside the alphabet. */
export function symbolValue(charCode: number): number {
  const value = VALUES[charCode] ?? NO_SYMBOL;
  return value === NO_SYMBOL ? -1 : value;
}

/** Five bits a symbol, highest first; the last symbol is filled up with zero bits. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    while (heldBits >= BITS_PER_SYMBOL) {
      heldBits -= BITS_PER_SYMBOL;
      text += SYMBOLS[(held >>> heldBits) & 31];
    }
    held &= (1 << heldBits) - 1;
  }
  if (heldBits > 0) text += SYMBOLS[(held << (BITS_PER_SYMBOL - heldBits)) & 31];
  return text;
}

/**
 * The bytes behind a text, or null where it is not exactly what `toBase32` writes: another alphabet,
 * a length that no bytes have, or fill bits that are not zero. So no two texts mean the same bytes.
 */
export function fromBase32(text: string): Uint8Array | null {
  const length = Math.floor((text.length * BITS_PER_SYMBOL) / 8);
  if (Math.ceil((length * 8) / BITS_PER_SYMBOL) !== text.length) return null;
  const bytes = new Uint8Array(length);
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = symbolValue(text.charCodeAt(index));
    if (value < 0) return null;
    held = (held << BITS_PER_SYMBOL) | value;
    heldBits += BITS_PER_SYMBOL;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[at] = held >>> heldBits;
    at += 1;
    held &= (1 << heldBits) - 1;
  }
  return held === 0 ? bytes : null;
}
