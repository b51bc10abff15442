import { assert } from '../kernel/assert.ts';

/** Two names or values on one line keep at least this much between them. */
const GUTTER = 1;

/**
 * Breaks a text into lines of at most `width` characters, at spaces where it can. A word that is
 * longer than a line is cut. A non-breaking space holds its neighbours together.
 */
export function wrap(text: string, width: number): readonly string[] {
  assert(width >= 1, 'a line holds at least one character');
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** A name at the left and its value at the right edge; the value moves down where both do not fit. */
export function pairLines(name: string, value: string, width: number): readonly string[] {
  const values = wrap(value, width);
  const first = values[0] ?? '';
  const names = wrap(name, width);
  const last = names.at(-1) ?? '';
  if (last.length + GUTTER + first.length <= width) {
    const joined = last + first.padStart(width - last.length);
    return [...names.slice(0, -1), joined, ...values.slice(1).map((line) => line.padStart(width))];
  }
  return [...names, ...values.map((line) => line.padStart(width))];
}

/** Lines with blanks before them, so that each stands in the middle. */
export function centreLines(text: string, width: number): readonly string[] {
  return wrap(text, width).map((line) => ' '.repeat((width - line.length) >> 1) + line);
}
