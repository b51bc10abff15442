import { crcHolds } from './crc16.ts';
import type { Framer } from './framer.ts';

/** No reply of Modbus RTU is longer. */
const REPLY_MAX_BYTES = 256;
const EXCEPTION_BYTES = 5;
const WRITE_COIL = 5;

/**
 * Finds the reply to the last request in what the line brings. Modbus RTU frames end by silence, which
 * no operating system passes on; the length that the request implies, and the checksum, do instead.
 */
export function createRtuFramer(): Framer {
  let buffer = Buffer.alloc(0);
  let unit = 0;
  let functionCode = 0;
  let replyBytes = 0;
  let echo: Buffer | null = null;

  return {
    send(request) {
      const stale = buffer.length;
      buffer = Buffer.alloc(0);
      unit = request[0] ?? 0;
      functionCode = request[1] ?? 0;
      replyBytes = replyLength(request);
      echo = functionCode === WRITE_COIL ? Buffer.from(request) : null;
      return { wire: request, stale };
    },
    push(chunk) {
      buffer = Buffer.concat([buffer, chunk]);
      for (let start = 0; start + EXCEPTION_BYTES <= buffer.length; start++) {
        if (buffer[start] !== unit) continue;
        const code = buffer[start + 1];
        const length = code === (functionCode | 0x80) ? EXCEPTION_BYTES : replyBytes;
        if (code !== functionCode && length !== EXCEPTION_BYTES) continue;
        const frame = buffer.subarray(start, start + length);
        if (frame.length < length || !crcHolds(frame)) continue;
        // A write is repeated as its reply: another is the late reply to what was written before.
        if (echo !== null && code === functionCode && !frame.equals(echo)) continue;
        const garbageBytes = buffer.length - length;
        buffer = Buffer.alloc(0);
        // One reply a request: what repeats it is noise.
        unit = -1;
        return { reply: Buffer.from(frame), garbageBytes };
      }
      const surplus = Math.max(0, buffer.length - REPLY_MAX_BYTES);
      buffer = buffer.subarray(surplus);
      return { reply: null, garbageBytes: surplus };
    },
  };
}

/** Bytes of the reply to a request: read bits (1, 2), write coil (5), write coils (15). */
function replyLength(request: Uint8Array): number {
  const code = request[1];
  if (code !== 1 && code !== 2) return 8;
  const count = ((request[4] ?? 0) << 8) | (request[5] ?? 0);
  return 5 + Math.ceil(count / 8);
}
