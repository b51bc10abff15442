import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreLines, pairLines, wrap } from './columns.ts';

const texts = fc.string({
  unit: fc.constantFrom('a', 'b', '7', ' ', '.', '\u00a0'),
  maxLength: 90,
});
const widths = fc.integer({ min: 8, max: 48 });
const inked = (lines: readonly string[]) => lines.join('').replaceAll(' ', '');

test('no line is wider than the paper, and no letter is lost', () => {
  fc.assert(
    fc.property(texts, texts, widths, (name, value, width) => {
      const lines = pairLines(name, value, width);
      for (const line of [...lines, ...wrap(name, width), ...centreLines(name, width)]) {
        expect(line.length).toBeLessThanOrEqual(width);
      }
      expect(inked(lines)).toBe(inked([name, value]));
      expect(inked(wrap(name, width))).toBe(inked([name]));
    }),
  );
});

// A name may end like the value, so it is the last such line that holds it.
test('a value stands at the right edge', () => {
  fc.assert(
    fc.property(texts, fc.stringMatching(/^[0-9.]{1,8}$/), widths, (name, value, width) => {
      const line = pairLines(name, value, width).findLast((one) => one.endsWith(value));
      expect(line).toHaveLength(width);
    }),
  );
});
