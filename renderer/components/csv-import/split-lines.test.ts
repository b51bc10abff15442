import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitLines } from './split-lines.ts';

it('cuts at ends of lines and loses nothing', () => {
  const lines = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 12 }), { maxLength: 40 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 40 }), (list, mostChars) => {
      const text = list.map((line) => line.replaceAll('\n', ' ')).join('\n');
      const parts = splitLines(text, mostChars);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const [index, part] of parts.entries()) {
        const before = parts.slice(0, index).map((one) => one.text);
        expect(part.firstLine).toBe(before.join('').split('\n').length);
        if (index < parts.length - 1) expect(part.text.endsWith('\n')).toBe(true);
        if (part.text.length > mostChars) expect(part.text.trimEnd()).not.toContain('\n');
      }
    }),
  );
});
