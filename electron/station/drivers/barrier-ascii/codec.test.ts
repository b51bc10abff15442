import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineCutter, encodeLine, LINE_MAX_BYTES, matches, wordOf } from './codec.ts';

describe('lines of a barrier', () => {
  it.each([
    ['OK', 'OK', true],
    ['OK', 'OK 1', false],
    ['OK*', 'OK 1', true],
    ['*DONE', 'GATE DONE', true],
    ['S*=1*', 'S03=1,ok', true],
    ['S*=1*', 'S03=0,ok', false],
    ['A*A', 'A', false],
    ['*', '', true],
    ['\\x02UP\\x03', '\x02UP\x03', true],
  ])('%s is %j: %s', (pattern, line, is) => {
    expect(matches(pattern, line)).toBe(is);
  });

  it('match as a plain search would', () => {
    const piece = fc.stringMatching(/^[ab]{0,3}$/);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), piece, piece, (pieces, a, b) => {
        const line = a + pieces.join('') + b;
        const pattern = pieces.join('*');
        const regex = new RegExp(`^${pieces.join('.*')}$`);
        expect(matches(pattern, line)).toBe(regex.test(line));
      }),
    );
  });

  it('come in pieces, without their endings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (size) => {
        const cutter = createLineCutter('\\r\\n');
        const all = Buffer.from('UP\r\n\r\nDOWN\r\nMO');
        const lines: string[] = [];
        for (let at = 0; at < all.length; at += size)
          lines.push(...cutter.push(all.subarray(at, at + size)).lines);
        expect(lines).toEqual(['UP', 'DOWN']);
      }),
    );
  });

  it('have a bound', () => {
    const { lines, garbageBytes } = createLineCutter('\\r').push(Buffer.alloc(5_000, 0x41));
    expect(lines).toEqual([]);
    expect(garbageBytes).toBe(5_000);
    expect(garbageBytes).toBeGreaterThan(LINE_MAX_BYTES);
  });

  it('mean the first word that fits', () => {
    const words = [
      { line: 'S1', gate: 'open' },
      { line: 'S*', gate: 'fault' },
    ] as const;
    expect(wordOf([...words], 'S1')?.gate).toBe('open');
    expect(wordOf([...words], 'S9')?.gate).toBe('fault');
    expect(wordOf([...words], 'X')).toBeNull();
  });

  it('are sent with their ending', () => {
    expect(encodeLine('\\x02OPEN', '\\r').toString('latin1')).toBe('\x02OPEN\r');
  });
});
