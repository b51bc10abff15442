import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardText, frameOf, readFrame } from './codec.ts';

const rules = { padding: 'before', format37: 'h10304' } as const;
const plain = { ...rules, format37: 'h10302' } as const;

describe('a frame', () => {
  // Worked out by hand from the layouts of H10301, H10306, H10304 and H10302.
  it.each([
    ['26 bits', '0EC3B02', rules, { bits: 26, facility: 118, card: 7553 }],
    ['26 bits, told', '26:0EC3B02', rules, { bits: 26, facility: 118, card: 7553 }],
    [
      '26 bits, as a converter writes them',
      'W26 0x0ec3b02',
      rules,
      { bits: 26, facility: 118, card: 7553 },
    ],
    ['all bits of a card', '1FFFFFE', rules, null],
    ['too few digits', 'EC3B02', rules, null],
    ['8 digits, which no frame has', '10EC3B02', rules, null],
    ['letters', 'HELLO12', rules, null],
    ['bits told that are not there', '34:0EC3B02', rules, null],
    ['bits before the frame', '4EC3B02', rules, null],
  ])('of %s: %s', (_what, line, by, card) => {
    const reading = readFrame(line, by);
    if (card === null) expect(reading.ok).toBe(false);
    else expect(reading).toMatchObject({ ok: true, card });
  });

  const cards = fc.oneof(
    fc.record({
      bits: fc.constant(26),
      facility: fc.integer({ min: 0, max: 255 }),
      card: fc.integer({ min: 0, max: 65_535 }),
    }),
    fc.record({
      bits: fc.constant(34),
      facility: fc.integer({ min: 0, max: 65_535 }),
      card: fc.integer({ min: 0, max: 65_535 }),
    }),
    fc.record({
      bits: fc.constant(37),
      facility: fc.integer({ min: 0, max: 65_535 }),
      card: fc.integer({ min: 0, max: 524_287 }),
    }),
  );

  it('says what was put into it, wherever its spare bits lie', () => {
    fc.assert(
      fc.property(cards, fc.constantFrom('before', 'behind'), (card, padding) => {
        const by = { ...rules, padding } as const;
        expect(readFrame(frameOf(card, by), by)).toMatchObject({ ok: true, card });
      }),
    );
  });

  it('with any one bit wrong is refused', () => {
    fc.assert(
      fc.property(cards, fc.nat(), (card, where) => {
        const line = frameOf(card, rules);
        const flipped = BigInt(`0x${line}`) ^ (1n << BigInt(where % card.bits));
        const wrong = flipped.toString(16).padStart(line.length, '0');
        const reading = readFrame(wrong, rules);
        // The bit that both parities of 37 bits cover makes both of them wrong.
        expect(reading).toMatchObject({ ok: false, reason: 'line-garbage' });
      }),
    );
  });

  it('may be anything at all', () => {
    fc.assert(fc.property(fc.string(), (line) => void readFrame(line, rules)));
  });

  it('of 37 bits without a facility code is one number', () => {
    const card = { bits: 37, facility: null, card: 34_359_738_367 };
    expect(readFrame(frameOf(card, plain), plain)).toMatchObject({ ok: true, card });
  });
});

it.each([
  ['facility-card', '118-7553'],
  ['card', '7553'],
  ['hex', '0EC3B02'],
] as const)('a card is named by %s', (as, text) => {
  const reading = readFrame('0EC3B02', rules);
  expect(reading.ok && cardText(reading.card, as)).toBe(text);
});
