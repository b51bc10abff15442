import { assert } from '#domain/kernel/assert.ts';
import { err, ok, type Result } from '#domain/kernel/result.ts';

export interface TlvItem {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** More bytes in a tag than ZVT ever uses are no tag. */
const TAG_BYTES_MAX = 3;
const CONSTRUCTED = 0x20;
const DEPTH_MAX = 6;

/** The items of a container, without descending. Tags and lengths as BER has them (ISO/IEC 8825-1). */
export function parseTlv(bytes: Uint8Array): Result<readonly TlvItem[], string> {
  const items: TlvItem[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = readTag(bytes, at);
    if (tag === null) return err(`a tag that does not end at byte ${at}`);
    const length = readLength(bytes, at + tag.size);
    if (length === null) return err(`no length of tag ${hex(tag.tag)} at byte ${at + tag.size}`);
    const from = at + tag.size + length.size;
    if (from + length.length > bytes.length)
      return err(`tag ${hex(tag.tag)} is ${length.length} bytes, of which some are missing`);
    items.push({ tag: tag.tag, value: bytes.subarray(from, from + length.length) });
    at = from + length.length;
  }
  return ok(items);
}

/** Every value of `tag`, however deep it lies. What cannot be parsed holds none. */
export function findTlv(bytes: Uint8Array, tag: number, depth = 0): readonly Uint8Array[] {
  const items = parseTlv(bytes);
  if (!items.ok || depth > DEPTH_MAX) return [];
  return items.value.flatMap((item) => {
    if (item.tag === tag) return [item.value];
    return isConstructed(item.tag) ? findTlv(item.value, tag, depth + 1) : [];
  });
}

/** A BER length: one byte up to 127, else `81` or `82` and the bytes. */
export function encodeTlvLength(length: number): Buffer {
  assert(length <= 0xffff, 'a TLV length has two bytes at most');
  if (length < 0x80) return Buffer.from([length]);
  if (length <= 0xff) return Buffer.from([0x81, length]);
  return Buffer.from([0x82, length >> 8, length & 0xff]);
}

/** A BER length and how many bytes it took, or null when it is cut off or longer than ZVT allows. */
export function readLength(
  bytes: Uint8Array,
  at: number,
): { readonly length: number; readonly size: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { length: first, size: 1 };
  const high = bytes[at + 1];
  if (first === 0x81 && high !== undefined) return { length: high, size: 2 };
  const low = bytes[at + 2];
  if (first === 0x82 && high !== undefined && low !== undefined)
    return { length: high * 256 + low, size: 3 };
  return null;
}

function readTag(
  bytes: Uint8Array,
  at: number,
): { readonly tag: number; readonly size: number } | null {
  let tag = bytes[at];
  if (tag === undefined) return null;
  if ((tag & 0x1f) !== 0x1f) return { tag, size: 1 };
  for (let size = 2; size <= TAG_BYTES_MAX; size++) {
    const next = bytes[at + size - 1];
    if (next === undefined) return null;
    tag = tag * 256 + next;
    if (next < 0x80) return { tag, size };
  }
  return null;
}

function isConstructed(tag: number): boolean {
  let first = tag;
  while (first > 0xff) first = Math.floor(first / 256);
  return (first & CONSTRUCTED) !== 0;
}

const hex = (tag: number): string => tag.toString(16).toUpperCase();
