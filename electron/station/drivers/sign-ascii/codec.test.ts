import { describe, expect, it } from 'vitest';
import { unescapeText } from '../escaped-text.ts';
import { encodeLines } from './codec.ts';

const plain = { frame: '\\x02{text}\\x03', separator: '\\r\\n', encoding: 'ascii' } as const;

describe('the bytes of a plain sign', () => {
  it.each<[string, Partial<Parameters<typeof encodeLines>[0]>, string[], Buffer]>([
    ['stand in its frame', {}, ['L2', '37'], Buffer.from('\x02L2\r\n37\x03')],
    [
      'are filled up and cut',
      { lineChars: 4, lines: 2 },
      ['Level 2'],
      Buffer.from('\x02Leve\r\n    \x03'),
    ],
    ['leave out more lines than it has', { lines: 1 }, ['one', 'two'], Buffer.from('\x02one\x03')],
    ['have arrows of plain characters', {}, ['← 3 ↑ 4 → ↓'], Buffer.from('\x02< 3 ^ 4 > v\x03')],
    [
      'have the arrows of the sign',
      { arrows: { up: '\\x18' } },
      ['↑ 4 →'],
      Buffer.from('\x02\x18 4 >\x03'),
    ],
    ['lose accents that it does not have', {}, ['Zürich 日'], Buffer.from('\x02Zurich ?\x03')],
    [
      'keep those that it has',
      { encoding: 'latin1' },
      ['Zürich'],
      Buffer.from('\x02Zürich\x03', 'latin1'),
    ],
    ['are UTF-8 where it reads that', { encoding: 'utf8' }, ['日 ↑'], Buffer.from('\x02日 ↑\x03')],
    ['never end the frame by a name', {}, ['a\x03b\r'], Buffer.from('\x02a b \x03')],
  ])('%s', (_what, change, lines, bytes) => {
    expect(encodeLines({ ...plain, ...change }, lines).toString('latin1')).toBe(
      bytes.toString('latin1'),
    );
  });

  it('are written with escapes', () => {
    expect(unescapeText('a\\r\\n\\t\\\\r\\x1bZ')).toBe('a\r\n\t\\r\x1bZ');
  });
});
