import { describe, expect, test } from 'vitest';
import { decodeContact } from './codec.ts';

describe('what a contact says', () => {
  test.each([
    ['1', true],
    [' ON\n', true],
    ['true', true],
    ['{"on":1,"at":"2026-01-01T00:00:00Z"}', true],
    ['0', false],
    ['off', false],
    ['{"on":false}', false],
    ['', null],
    ['2', null],
    ['{"on":"true"}', null],
    ['[true]', null],
  ])('%j is %j', (text, on) => {
    expect(decodeContact(Buffer.from(text))).toBe(on);
  });
});
