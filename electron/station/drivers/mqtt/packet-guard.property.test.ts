import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacketGuard } from './packet-guard.ts';

/** A packet of `length` bytes after its header. */
function packet(length: number): Buffer {
  const header = [0x30];
  let left = length;
  do {
    const byte = left % 128;
    left = Math.floor(left / 128);
    header.push(left > 0 ? byte | 0x80 : byte);
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0xff)]);
}

describe('the packet guard', () => {
  it('judges by the announced length, however the bytes arrive', () => {
    const lengths = fc.array(fc.oneof(fc.nat(300), fc.nat(20_000)), { minLength: 1, maxLength: 6 });
    const cuts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lengths, cuts, (sizes, steps) => {
        const bytes = Buffer.concat(sizes.map(packet));
        const guard = createPacketGuard(10_000);
        let accepted = true;
        for (let at = 0, n = 0; at < bytes.length && accepted; n++) {
          const step = steps[n % steps.length] ?? 1;
          accepted = guard.accepts(bytes.subarray(at, at + step));
          at += step;
        }
        expect(accepted).toBe(sizes.every((size) => size <= 10_000));
      }),
    );
  });

  it('refuses a length that never ends', () => {
    expect(
      createPacketGuard(10_000).accepts(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x80])),
    ).toBe(false);
  });
});
