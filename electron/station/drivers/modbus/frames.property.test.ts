import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc16, crcHolds, withCrc } from './crc16.ts';
import { createRtuFramer } from './rtu-framer.ts';
import { createSlave } from './slave.ts';

/** Bytes with which no request of unit 5 can be confused: noise that happens to be valid is no noise. */
const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.map((byte) => byte | 0x80));
const request = withCrc(Uint8Array.from([5, 2, 0, 0, 0, 9]));
const reply = withCrc(Uint8Array.from([5, 2, 2, 0b10101010, 1]));

function inPieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const step = cuts[n % cuts.length] ?? 1;
    pieces.push(bytes.subarray(at, at + step));
    at += step;
  }
  return pieces;
}

const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });

describe('Modbus RTU frames', () => {
  it('carry the checksum of the specification', () => {
    // The example of the Modbus organisation's guide: 02 07 gives 41 12.
    expect(crc16(Uint8Array.from([0x02, 0x07]))).toBe(0x1241);
    expect([...withCrc(Uint8Array.from([0x02, 0x07]))]).toEqual([0x02, 0x07, 0x41, 0x12]);
  });

  it('do not hold with any one bit changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 60 }), fc.nat(), (bytes, at) => {
        const frame = withCrc(bytes);
        const bit = at % (frame.length * 8);
        frame[bit >> 3] = (frame[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(crcHolds(frame)).toBe(false);
      }),
    );
  });

  it('are found by the station in noise and pieces, with the noise counted', () => {
    fc.assert(
      fc.property(noise, cuts, (before, steps) => {
        const framer = createRtuFramer();
        framer.send(request);
        const line = Buffer.concat([before, reply]);
        const seen = inPieces(line, steps).map((piece) => framer.push(piece));
        expect(seen.flatMap((one) => (one.reply ? [[...one.reply]] : []))).toEqual([[...reply]]);
        expect(seen.reduce((sum, one) => sum + one.garbageBytes, 0)).toBe(before.length);
      }),
    );
  });

  it('that nobody asked for are no reply', () => {
    const framer = createRtuFramer();
    expect(framer.push(reply).reply).toBeNull();
    expect(framer.send(request).stale).toBe(reply.length);
    expect(framer.push(reply).reply).not.toBeNull();
    expect(framer.push(reply).reply).toBeNull();
  });

  it('that repeat what was written before are no reply to what is written now', () => {
    const framer = createRtuFramer();
    const on = withCrc(Uint8Array.from([5, 5, 0, 2, 0xff, 0]));
    const off = withCrc(Uint8Array.from([5, 5, 0, 2, 0, 0]));
    framer.send(on);
    framer.send(off);
    expect(framer.push(on).reply).toBeNull();
    expect(framer.push(off).reply).toEqual(Buffer.from(off));
  });

  it('are found by the mock in noise and pieces', () => {
    fc.assert(
      fc.property(noise, cuts, (before, steps) => {
        const slave = createSlave(5, {
          readCoil: () => 2,
          readInput: (address) => [1, 3, 5, 7, 8].includes(address),
          writeCoil: () => 2,
        });
        const line = Buffer.concat([before, request, request]);
        const replies = inPieces(line, steps).flatMap((piece) => slave.push(piece));
        expect(replies.map((one) => [...one])).toEqual([[...reply], [...reply]]);
      }),
    );
  });
});

describe('the mock controller', () => {
  const written: [number, boolean][] = [];
  const slave = createSlave(5, {
    readCoil: (address) => (address < 4 ? address === 1 : 2),
    readInput: () => false,
    writeCoil(address, on) {
      if (address >= 4) return 2;
      written.push([address, on]);
      return true;
    },
  });
  const ask = (...bytes: number[]) => slave.push(withCrc(Uint8Array.from(bytes)));
  const body = (frames: Buffer[]) => frames.map((frame) => [...frame.subarray(0, -2)]);

  it.each([
    ['reads coils', [5, 1, 0, 0, 0, 4], [5, 1, 1, 0b0010]],
    ['has no coil 9', [5, 1, 0, 9, 0, 1], [5, 0x81, 2]],
    ['reads no 0 coils', [5, 1, 0, 0, 0, 0], [5, 0x81, 3]],
    ['writes a coil', [5, 5, 0, 2, 0xff, 0], [5, 5, 0, 2, 0xff, 0]],
    ['writes only on and off', [5, 5, 0, 2, 0x12, 0], [5, 0x85, 3]],
    ['writes coils', [5, 15, 0, 0, 0, 3, 1, 0b101], [5, 15, 0, 0, 0, 3]],
    ['counts their bytes', [5, 15, 0, 0, 0, 3, 2, 0b101, 0], [5, 0x8f, 3]],
    ['knows no registers', [5, 3, 0, 0, 0, 1], [5, 0x83, 1]],
  ])('%s', (_what, asked, answered) => {
    expect(body(ask(...asked))).toEqual([answered]);
  });

  it('is silent for others', () => {
    expect(ask(6, 1, 0, 0, 0, 4)).toEqual([]);
  });

  it('took what was written, in order', () => {
    written.length = 0;
    ask(5, 15, 0, 0, 0, 3, 1, 0b101);
    expect(written).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
  });
});
