import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saleQuote } from './fee-quote.ts';

const sale = {
  code: 'product',
  text: 'Monthly',
  currency: 'INR',
  tariffId: 't',
  why: '',
  validUntilAt: 0,
} as const;
const GST = [
  { label: 'CGST', basisPoints: 900 },
  { label: 'SGST', basisPoints: 900 },
];

test('taxes in the price, on top of it, and none', () => {
  expect(
    saleQuote({ ...sale, priceMinor: 11_800 }, { mode: 'included', parts: GST }),
  ).toMatchObject({
    totalMinor: 11_800,
    netMinor: 10_000,
    taxMinor: 1_800,
    taxes: [{ amountMinor: 900 }, { amountMinor: 900 }],
  });
  expect(saleQuote({ ...sale, priceMinor: 10_000 }, { mode: 'added', parts: GST })).toMatchObject({
    totalMinor: 11_800,
    netMinor: 10_000,
    lines: [{ amountMinor: 10_000 }, { code: 'tax' }, { code: 'tax', amountMinor: 900 }],
  });
  expect(saleQuote({ ...sale, priceMinor: 5_000 }, null)).toMatchObject({
    totalMinor: 5_000,
    taxMinor: 0,
    taxes: [],
  });
});

test('lines, and net with tax, are the total', () => {
  const parts = fc.array(
    fc.record({ label: fc.constant('tax'), basisPoints: fc.integer({ min: 0, max: 3_000 }) }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000 }),
      parts,
      fc.constantFrom('included' as const, 'added' as const),
      fc.constantFrom('nearest' as const, 'up' as const, 'down' as const),
      (priceMinor, taxParts, mode, rounding) => {
        const quote = saleQuote({ ...sale, priceMinor }, { mode, parts: taxParts, rounding });
        const sum = quote.lines.reduce((total, line) => total + line.amountMinor, 0);
        expect(sum).toBe(quote.totalMinor);
        expect(quote.netMinor + quote.taxMinor).toBe(quote.totalMinor);
        expect(quote.taxes.reduce((total, tax) => total + tax.amountMinor, 0)).toBe(quote.taxMinor);
      },
    ),
  );
});
