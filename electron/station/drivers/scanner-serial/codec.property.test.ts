import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter, SCAN_LINE_MAX_BYTES } from './codec.ts';

const ticket = fc.stringMatching(/^[A-Z0-9:./-]{1,80}$/);
const ending = fc.constantFrom('\r', '\n', '\r\n', '\r\r\n');

describe('the lines of a scanner', () => {
  it('are the same however they end and arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ticket, ending), { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }),
        (scans, cuts) => {
          const bytes = Buffer.from(scans.map(([text, end]) => text + end).join(''), 'latin1');
          const splitter = createLineSplitter();
          const lines: string[] = [];
          for (let at = 0, n = 0; at < bytes.length; n++) {
            const step = cuts[n % cuts.length] ?? 1;
            lines.push(...splitter.push(bytes.subarray(at, at + step)).lines);
            at += step;
          }
          expect(lines).toEqual(scans.map(([text]) => text));
          expect(splitter.hasPartial).toBe(false);
        },
      ),
    );
  });

  it('are printable and bounded, whatever comes in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 5 }), (chunks) => {
        const splitter = createLineSplitter();
        for (const chunk of chunks) {
          for (const line of splitter.push(chunk).lines) {
            expect(line).toMatch(/^[\x20-\x7e]+$/);
            expect(line.length).toBeLessThanOrEqual(SCAN_LINE_MAX_BYTES);
          }
        }
      }),
    );
  });

  it.each([
    ['a line too long', `${'9'.repeat(SCAN_LINE_MAX_BYTES + 1)}\rOK\r`, ['OK'], 1, 0],
    [
      'the longest line',
      `${'9'.repeat(SCAN_LINE_MAX_BYTES)}\r`,
      ['9'.repeat(SCAN_LINE_MAX_BYTES)],
      0,
      0,
    ],
    ['noise', '\x00\xff\x80\rOK\n', ['OK'], 0, 1],
    ['a terminal sequence', '\x1b[2J\rOK\r', ['OK'], 0, 1],
    ['frame bytes', '\x02TICKET\x03\r\n', ['TICKET'], 0, 0],
    ['blanks around', '  TICKET \r', ['TICKET'], 0, 0],
    ['only blanks', '   \r\r\n', [], 0, 0],
  ])('%s', (_what, text, lines, oversized, garbage) => {
    expect(createLineSplitter().push(Buffer.from(text, 'latin1'))).toEqual({
      lines,
      oversized,
      garbage,
    });
  });

  it('forget a line that was cut off', () => {
    const splitter = createLineSplitter();
    splitter.push(Buffer.from('HALF A TICK'));
    expect(splitter.dropPartial()).toBe(true);
    expect(splitter.push(Buffer.from('NEXT\r')).lines).toEqual(['NEXT']);
    expect(splitter.dropPartial()).toBe(false);
  });
});
