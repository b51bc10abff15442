import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalisePlate } from './plate.ts';

describe('normalisePlate', () => {
  it.each([
    ['123ABC', '123ABC'],
    ['b-ab 123', 'BAB123'],
    [' MH 12 DE 1433 ', 'MH12DE1433'],
    ['tü·xy 9', 'TÜXY9'],
    ['ＡＢ１２', 'AB12'],
    ['TU\u0308-X1', 'TÜX1'],
  ])('%j is %j', (raw, plate) => {
    expect(normalisePlate(raw)).toBe(plate);
  });

  it.each([
    ['', 'nothing'],
    ['A', 'too short'],
    ['A'.repeat(17), 'too long'],
    ['A'.repeat(4096), '4 kB'],
    ['AB\u0000C', 'a control character'],
    ['AB\n12', 'a line end'],
    ['\u001b[2J', 'a terminal sequence'],
    ['АВ123', 'Cyrillic letters that look Latin'],
    ['AB٣٤', 'digits of another script'],
    ['AB🚗', 'a picture'],
    ['--..  ', 'separators alone'],
  ])('%j is no plate: %s', (raw) => {
    expect(normalisePlate(raw)).toBeNull();
  });

  it('gives a spelling that it leaves alone, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (raw) => {
        const plate = normalisePlate(raw);
        if (plate !== null) {
          expect(plate).toMatch(/^[\p{Lu}\p{Lo}\p{Lm}\p{Ll}0-9]{2,16}$/u);
          expect(normalisePlate(plate)).toBe(plate);
          expect(normalisePlate(` ${plate.toLowerCase()}-`)).toBe(
            normalisePlate(plate.toLowerCase()),
          );
        }
      }),
    );
  });

  it('does not mind how the groups are separated', () => {
    const group = fc.stringMatching(/^[A-Z0-9]{1,5}$/);
    const separator = fc.constantFrom('', ' ', '-', '.', '·');
    fc.assert(
      fc.property(group, separator, group, (left, between, right) => {
        expect(normalisePlate(left + between + right)).toBe(left + right);
      }),
    );
  });
});
