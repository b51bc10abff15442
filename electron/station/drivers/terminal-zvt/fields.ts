import { varLength } from './bcd.ts';
import { readLength } from './tlv.ts';

/** How long a bitmap's value is: bytes, or told by its first bytes. */
type FieldLength = number | 'LL' | 'LLL' | 'TLV';

/** The bitmaps that messages to a cash register carry, by their byte (PA00P015, summary of bitmaps). */
const LENGTHS: Readonly<Record<number, FieldLength>> = {
  1: 1,
  2: 1,
  3: 1,
  4: 6,
  5: 1,
  6: 'TLV',
  11: 3,
  12: 3,
  13: 2,
  14: 2,
  23: 2,
  25: 1,
  34: 'LL',
  35: 'LL',
  36: 'LLL',
  39: 1,
  41: 4,
  42: 15,
  45: 'LL',
  46: 'LLL',
  55: 3,
  58: 2,
  59: 8,
  60: 'LLL',
  61: 3,
  73: 2,
  96: 'LLL',
  135: 2,
  136: 3,
  138: 1,
  139: 'LL',
  140: 1,
  154: 'LLL',
  160: 1,
  167: 'LL',
  170: 3,
  175: 'LLL',
  186: 5,
  208: 1,
  209: 'LL',
  210: 1,
  211: 1,
};

/** The bitmaps that this driver reads or writes, by name. */
export const BMP = {
  amount: 0x04,
  tlv: 0x06,
  trace: 0x0b,
  time: 0x0c,
  date: 0x0d,
  paymentType: 0x19,
  result: 0x27,
  terminalId: 0x29,
  originalTrace: 0x37,
  text: 0x3c,
  currency: 0x49,
  totals: 0x60,
  receipt: 0x87,
  cardType: 0x8a,
  cardName: 0x8b,
} as const;

/** The card itself: number, its track data and chip, expiry, check value. Dropped before anybody sees it. */
const CARD_DATA: ReadonlySet<number> = new Set([
  0x0e, 0x17, 0x22, 0x23, 0x24, 0x2d, 0x2e, 0x3a, 0x9a, 0xa7, 0xaf, 0xd1,
]);

export interface Fields {
  /** Values by bitmap, without card data; the last one counts where a bitmap comes twice. */
  readonly values: ReadonlyMap<number, Uint8Array>;
  /** What could not be read, or null. What came before it is in `values`. */
  readonly problem: string | null;
}

/** Reads the bitmaps of a message one after another until the first that cannot be read. */
export function readFields(data: Uint8Array): Fields {
  const values = new Map<number, Uint8Array>();
  let at = 0;
  while (at < data.length) {
    const bmp = data[at] ?? 0;
    const length = LENGTHS[bmp];
    const name = bmp.toString(16).padStart(2, '0').toUpperCase();
    if (length === undefined) return { values, problem: `no bitmap ${name} is known (byte ${at})` };
    const span = valueSpan(data, at + 1, length);
    if (span === null)
      return { values, problem: `bitmap ${name} has no valid length (byte ${at})` };
    if (span.to > data.length)
      return { values, problem: `bitmap ${name} is cut off (byte ${at} of ${data.length})` };
    if (!CARD_DATA.has(bmp)) values.set(bmp, data.subarray(span.from, span.to));
    at = span.to;
  }
  return { values, problem: null };
}

function valueSpan(
  data: Uint8Array,
  at: number,
  length: FieldLength,
): { readonly from: number; readonly to: number } | null {
  if (typeof length === 'number') return { from: at, to: at + length };
  if (length === 'TLV') {
    const found = readLength(data, at);
    return found && { from: at + found.size, to: at + found.size + found.length };
  }
  const places = length === 'LL' ? 2 : 3;
  if (data.length < at + places) return null;
  const count = varLength(data.subarray(at, at + places));
  return count === null ? null : { from: at + places, to: at + places + count };
}
