import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeCardNumber } from './card-number.ts';

describe('what may be the number of a payment card', () => {
  // Test numbers that card schemes publish.
  test.each([
    ['Visa', '4111111111111111'],
    ['Visa of 13 digits', '4222222222222'],
    ['Mastercard', '5555555555554444'],
    ['American Express', '378282246310005'],
    ['Maestro of 19 digits', '6304000000000000000'],
    ['in groups', '4111 1111 1111 1111'],
    ['with dashes', '4111-1111-1111-1111'],
    ['with dots', '5555.5555.5555.4444'],
    ['within a sentence', 'paid with 4111 1111 1111 1111, thanks'],
    ['beside another number', '12 4111 1111 1111 1111 7'],
    ['full-width digits', '４１１１１１１１１１１１１１１１'],
  ])('%s', (_, text) => {
    expect(looksLikeCardNumber(text)).toBe(true);
  });

  test.each([
    ['a wrong check digit', '4111111111111112'],
    ['a plate', 'MH 12 AB 1234'],
    ['a ticket number', '7K4M-9QXT-R'],
    ['a phone number', '+44 20 7946 0958'],
    ['twelve digits', '411111111111'],
    ['an RFID card of 10 digits', '0012345674'],
    ['nothing', ''],
    ['letters between the digits', '4111x1111x1111x1111'],
  ])('not: %s', (_, text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });

  test('one wrong digit of a card number is no card number any more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 9 }), (index, add) => {
        const digits = [...'4111111111111111'];
        digits[index] = String((Number(digits[index]) + add) % 10);
        expect(looksLikeCardNumber(digits.join(''))).toBe(false);
      }),
    );
  });
});
