import { expect, it } from 'vitest';
import { all, parseXml, textAt } from './xml.ts';

it('finds texts by local names in lower case', () => {
  const root = parseXml('<n:A xmlns:n="u"><B>one &amp; two</B><b><![CDATA[<x>]]></b></n:A>');
  expect(root?.name).toBe('a');
  if (root === null) return;
  expect(textAt(root, 'b')).toBe('one & two');
  expect(all(root, 'b').map(({ text }) => text)).toEqual(['one & two', '<x>']);
  expect(textAt(root, 'b', 'c')).toBeUndefined();
});

it.each([
  ['unclosed', '<a><b></a>'],
  ['cut off', '<a><b>'],
  ['two roots', '<a/><b/>'],
  ['text alone', 'hello'],
  ['nothing', ''],
  ['entities of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['too deep', '<a>'.repeat(40) + '</a>'.repeat(40)],
  ['too many', `<a>${'<b/>'.repeat(6_000)}</a>`],
])('refuses %s', (_name, text) => {
  expect(parseXml(text)).toBeNull();
});
