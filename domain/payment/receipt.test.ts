import { describe, expect, it } from 'vitest';
import type { Paper } from '../paper/paper.ts';
import { checkReceipt, linesOfPart, type Receipt } from './receipt.ts';
import { receiptPaper } from './receipt-paper.ts';

const receipt: Receipt = {
  lotName: 'Harbour',
  number: 12,
  at: Date.parse('2026-07-01T10:00:00Z'),
  timeZone: 'Europe/London',
  locale: 'en-GB',
  currency: 'GBP',
  kind: 'payment',
  lines: [{ text: '2 hours', amountMinor: 600 }],
  netMinor: 500,
  taxes: [{ label: 'VAT', basisPoints: 2_000, netMinor: 500, taxMinor: 100 }],
  totalMinor: 600,
  method: 'cash',
  tenderedMinor: 1_000,
  changeMinor: 400,
  cashier: 'kim',
};
const print = { issue: 'original', printedAt: receipt.at } as const;

function written(paper: Paper, name: string): string | undefined {
  for (const block of paper.blocks) {
    if ((block.kind === 'pair' || block.kind === 'total') && block.left === name)
      return block.right;
  }
  return undefined;
}

describe('a receipt', () => {
  it('adds up, with taxes included or added', () => {
    checkReceipt(receipt);
    checkReceipt({ ...receipt, lines: [{ text: '2 hours, net', amountMinor: 500 }] });
    checkReceipt({ ...receipt, kind: 'refund', ...negative });
  });

  it.each([
    ['net and taxes', { netMinor: 501 }],
    ['its lines', { lines: [{ text: '2 hours', amountMinor: 599 }] }],
    ['cash received', { changeMinor: 399 }],
    ['count from 1', { number: 0 }],
  ])('that does not is never printed: %s', (what, change) => {
    expect(() => receiptPaper({ ...receipt, ...change }, print)).toThrow(what);
  });

  it('writes times in the lot’s zone and money in its currency', () => {
    const paper = receiptPaper(receipt, print);
    expect(written(paper, 'Date')).toBe('1 Jul 2026, 11:00');
    expect(written(paper, 'Total')).toBe('£6.00');
    const yen = { ...receipt, currency: 'JPY', locale: 'ja-JP', timeZone: 'Asia/Tokyo' };
    expect(written(receiptPaper(yen, print), 'Total')).toMatch(/^[¥￥]600$/);
  });

  it('of money given back names no minus', () => {
    const paper = receiptPaper({ ...receipt, kind: 'refund', ...negative, refersTo: 9 }, print);
    expect(written(paper, 'Refunded')).toBe('£6.00');
    expect(written(paper, 'For receipt')).toBe('No. 9');
  });
});

describe('the lines of a part of a fee', () => {
  it('make what was paid', () => {
    const lines = [{ text: '3 hours', amountMinor: 900 }];
    expect(linesOfPart(lines, 300, 'Paid before')).toEqual([
      ...lines,
      { text: 'Paid before', amountMinor: -600 },
    ]);
    expect(linesOfPart(lines, 900, 'Paid before')).toBe(lines);
  });
});

const negative = {
  lines: [{ text: 'Charged twice', amountMinor: -600 }],
  netMinor: -500,
  taxes: [{ label: 'VAT', basisPoints: 2_000, netMinor: -500, taxMinor: -100 }],
  totalMinor: -600,
  tenderedMinor: -600,
  changeMinor: 0,
} as const;
