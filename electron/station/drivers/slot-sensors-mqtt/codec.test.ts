import { expect, it } from 'vitest';
import { decodePresence } from './codec.ts';

it.each([
  ['1', true],
  ['0', false],
  ['true', true],
  ['FALSE', false],
  [' 1\n', true],
  ['{"occupied":true,"at":"2025-03-01T10:00:00Z"}', true],
  ['{"occupied":false}', false],
  ['{"occupied":1}', true],
  ['2', null],
  ['', null],
  ['yes', null],
  ['{"occupied":"true"}', null],
  ['{"at":"2025-03-01T10:00:00Z"}', null],
  ['null', null],
])('presence %j is %j', (text, occupied) => {
  expect(decodePresence(Buffer.from(text))).toBe(occupied);
});
