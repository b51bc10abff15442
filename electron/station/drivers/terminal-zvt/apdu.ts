import { assert } from '#domain/kernel/assert.ts';

/** One message: two bytes of control field, the data. */
export interface Apdu {
  /** Class and instruction as one number, such as 0x0601. */
  readonly control: number;
  readonly data: Uint8Array;
}

const EXTENDED = 0xff;
const LENGTH_MAX = 0xffff;

/** Classes that a terminal or a cash register speaks; anything else is not the start of a message. */
const CLASSES: ReadonlySet<number> = new Set([0x04, 0x05, 0x06, 0x08, 0x0f, 0x80, 0x84]);

/** A message as bytes; from 255 bytes of data on, the length is FF and two bytes, low byte first. */
export function encodeApdu(control: number, data: Uint8Array = new Uint8Array()): Buffer {
  assert(data.length <= LENGTH_MAX, 'an APDU holds 65,535 bytes at most');
  const length =
    data.length < EXTENDED ? [data.length] : [EXTENDED, data.length & 0xff, data.length >> 8];
  return Buffer.concat([Buffer.from([control >> 8, control & 0xff, ...length]), data]);
}

/** The first message of `bytes` and its size; `partial` when more must come, `garbage` when it is none. */
export function readApdu(
  bytes: Uint8Array,
): { readonly apdu: Apdu; readonly size: number } | 'partial' | 'garbage' {
  const [first, second, length] = bytes;
  if (first === undefined) return 'partial';
  if (!CLASSES.has(first)) return 'garbage';
  if (second === undefined || length === undefined) return 'partial';
  const low = bytes[3];
  const high = bytes[4];
  if (length === EXTENDED && (low === undefined || high === undefined)) return 'partial';
  const from = length === EXTENDED ? 5 : 3;
  const size = from + (length === EXTENDED ? (low ?? 0) + (high ?? 0) * 256 : length);
  if (bytes.length < size) return 'partial';
  return { apdu: { control: first * 256 + second, data: bytes.subarray(from, size) }, size };
}

export interface ApduSplitter {
  /** The whole messages so far, as bytes, and how many bytes were none. */
  push(chunk: Uint8Array): { readonly apdus: readonly Buffer[]; readonly garbageBytes: number };
  /** Drops a message that was begun and not ended; how many bytes it had. */
  dropPartial(): number;
  readonly hasPartial: boolean;
}

/**
 * Splits a TCP stream into messages. Nothing marks the start of one, so after a byte that cannot be one
 * all that has come with it is dropped: to guess on would be to take data for commands.
 */
export function createApduSplitter(): ApduSplitter {
  let held = Buffer.alloc(0);
  return {
    push(chunk) {
      const apdus: Buffer[] = [];
      held = Buffer.concat([held, chunk]);
      for (;;) {
        const found = readApdu(held);
        if (found === 'garbage') {
          const garbageBytes = held.length;
          held = Buffer.alloc(0);
          return { apdus, garbageBytes };
        }
        if (found === 'partial') return { apdus, garbageBytes: 0 };
        apdus.push(held.subarray(0, found.size));
        held = held.subarray(found.size);
      }
    },
    dropPartial() {
      const dropped = held.length;
      held = Buffer.alloc(0);
      return dropped;
    },
    get hasPartial() {
      return held.length > 0;
    },
  };
}
