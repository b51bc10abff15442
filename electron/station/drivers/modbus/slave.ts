import { crcHolds, withCrc } from './crc16.ts';

/** A Modbus exception code (Modbus Application Protocol V1.1b3, section 7). */
export type ExceptionCode = 1 | 2 | 3 | 4 | 6;

/** The data behind a played controller. Each may answer with an exception code instead. */
export interface SlaveModel {
  readCoil(address: number): boolean | ExceptionCode;
  readInput(address: number): boolean | ExceptionCode;
  writeCoil(address: number, on: boolean): true | ExceptionCode;
  /** A value of function 5 that is neither on nor off, as some boards take times. Absent: refused. */
  writeOther?(address: number, value: number): true | ExceptionCode;
}

/** Unit, function, address, count or value. */
const REQUEST_MIN_BYTES = 6;
const BUFFER_MAX_BYTES = 512;
const READ_BITS_MAX = 2_000;
const WRITE_COILS_MAX = 1_968;

/** The server's side of Modbus RTU: functions 1, 2, 5 and 15, checksums, exceptions. */
export interface Slave {
  /** Takes bytes of the line; returns the replies to the requests that are complete. */
  push(chunk: Uint8Array): Buffer[];
}

export function createSlave(unit: number, model: SlaveModel): Slave {
  let buffer = Buffer.alloc(0);

  return {
    push(chunk) {
      buffer = Buffer.concat([buffer, chunk]).subarray(-BUFFER_MAX_BYTES);
      const replies: Buffer[] = [];
      for (let start = 0; start < buffer.length; ) {
        const length = requestLength(buffer.subarray(start));
        if (length === null || start + length > buffer.length) {
          // Perhaps a request that is not complete; perhaps noise with a request behind it.
          const later = nextRequest(buffer, start + 1);
          if (later === null) break;
          start = later;
          buffer = buffer.subarray(start);
          start = 0;
          continue;
        }
        const request = buffer.subarray(start, start + length);
        if (!crcHolds(request)) {
          start += 1;
          continue;
        }
        const reply = request[0] === unit ? answerRequest(request, model) : null;
        if (reply) replies.push(withCrc(reply));
        buffer = buffer.subarray(start + length);
        start = 0;
      }
      return replies;
    },
  };
}

/** Bytes of the request that begins here; null when that cannot be told yet. */
function requestLength(bytes: Buffer): number | null {
  const code = bytes[1];
  if (code === undefined) return null;
  if (code !== 15 && code !== 16) return 8;
  const count = bytes[6];
  return count === undefined ? null : 9 + count;
}

/** Where, after noise, a whole and valid request begins. */
function nextRequest(buffer: Buffer, from: number): number | null {
  for (let start = from; start + 8 <= buffer.length; start++) {
    const length = requestLength(buffer.subarray(start));
    if (length === null || start + length > buffer.length) continue;
    if (crcHolds(buffer.subarray(start, start + length))) return start;
  }
  return null;
}

/** The reply to a request, both without checksum: unit, function, data. */
export function answerRequest(request: Buffer, model: SlaveModel): Buffer {
  if (request.length < REQUEST_MIN_BYTES) return Buffer.from([request[0] ?? 0, 0x80, 3]);
  const [unit = 0, code = 0] = request;
  const address = request.readUInt16BE(2);
  const value = request.readUInt16BE(4);
  const exception = (why: ExceptionCode) => Buffer.from([unit, code | 0x80, why]);
  switch (code) {
    case 1:
    case 2: {
      if (value < 1 || value > READ_BITS_MAX) return exception(3);
      const read = code === 1 ? model.readCoil : model.readInput;
      const bits = readBits(read, address, value);
      return typeof bits === 'number' ? exception(bits) : replyBits(unit, code, bits);
    }
    case 5: {
      const isPlain = value === 0xff00 || value === 0;
      const done = isPlain
        ? model.writeCoil(address, value === 0xff00)
        : (model.writeOther?.(address, value) ?? 3);
      return done === true ? Buffer.from(request.subarray(0, 6)) : exception(done);
    }
    case 15: {
      const bytes = request[6] ?? 0;
      if (value < 1 || value > WRITE_COILS_MAX || bytes !== Math.ceil(value / 8)) {
        return exception(3);
      }
      for (let i = 0; i < value; i++) {
        const on = (((request[7 + (i >> 3)] ?? 0) >> (i & 7)) & 1) === 1;
        const done = model.writeCoil(address + i, on);
        if (done !== true) return exception(done);
      }
      return Buffer.from(request.subarray(0, 6));
    }
    default:
      return exception(1);
  }
}

function readBits(
  read: (address: number) => boolean | ExceptionCode,
  address: number,
  count: number,
): Buffer | ExceptionCode {
  const bits = Buffer.alloc(Math.ceil(count / 8));
  for (let i = 0; i < count; i++) {
    const bit = read(address + i);
    if (typeof bit === 'number') return bit;
    if (bit) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return bits;
}

function replyBits(unit: number, code: number, bits: Buffer): Buffer {
  return Buffer.concat([Buffer.from([unit, code, bits.length]), bits]);
}
