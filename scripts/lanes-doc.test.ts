import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANE_TABLE } from '#domain/lane/transition-table.ts';

const PAGE = readFileSync(new URL('../docs/lanes.md', import.meta.url), 'utf8');

/** The arrows of a state diagram, as they are written. */
function arrowsOf(page: string): readonly string[] {
  return [...page.matchAll(/^ {4}[a-z][a-z-]* --> .*$/gm)].map(([line]) => line.trim());
}

test('the diagram in docs/lanes.md is the table that the lanes run by', () => {
  const rows = LANE_TABLE.map(({ from, input, when, to, outcome }) => {
    const guard = when === null ? '' : ` [${when}]`;
    return `${from} --> ${to}: ${input}${guard}${outcome === null ? '' : ` / ${outcome}`}`;
  });
  expect(arrowsOf(PAGE)).toEqual(rows);
});
