import { withCrc } from './crc16.ts';
import type { Framer } from './framer.ts';

/** Transaction, protocol (0), length: the header before unit and data (MBAP, Messaging on TCP/IP V1.0b). */
const HEADER_BYTES = 6;
/** Unit and data: 254 bytes at most. */
const LENGTH_MAX_BYTES = 254;
const LENGTH_MIN_BYTES = 3;

/**
 * Modbus TCP around what the library makes for a serial line. A header that can be none is noise: bytes
 * are left out until one fits, so that a broken gateway does not stall the line until it is closed.
 */
export function createTcpFramer(): Framer {
  let buffer = Buffer.alloc(0);
  let transaction = 0;
  let isAwaited = false;

  return {
    send(request) {
      const stale = buffer.length;
      buffer = Buffer.alloc(0);
      transaction = (transaction + 1) & 0xffff;
      isAwaited = true;
      const data = request.subarray(0, -2);
      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt16BE(transaction, 0);
      header.writeUInt16BE(data.length, 4);
      return { wire: Buffer.concat([header, data]), stale };
    },
    push(chunk) {
      buffer = Buffer.concat([buffer, chunk]);
      let garbageBytes = 0;
      let reply: Buffer | null = null;
      while (buffer.length >= HEADER_BYTES) {
        const length = buffer.readUInt16BE(4);
        const isHeader =
          buffer.readUInt16BE(2) === 0 && length >= LENGTH_MIN_BYTES && length <= LENGTH_MAX_BYTES;
        if (!isHeader) {
          buffer = buffer.subarray(1);
          garbageBytes += 1;
          continue;
        }
        if (buffer.length < HEADER_BYTES + length) break;
        const data = buffer.subarray(HEADER_BYTES, HEADER_BYTES + length);
        // An answer that came after its time is none to the question of now.
        if (isAwaited && buffer.readUInt16BE(0) === transaction) {
          reply = withCrc(data);
          isAwaited = false;
        } else {
          garbageBytes += HEADER_BYTES + length;
        }
        buffer = buffer.subarray(HEADER_BYTES + length);
      }
      return { reply, garbageBytes };
    },
  };
}
