import { describe, expect, it, test } from 'vitest';
import { PAPER_COLUMNS, type PaperColumns } from '#domain/paper/paper-form.ts';
import { slipPaper } from '#domain/payment/payment-slip.ts';
import { receiptPaper } from '#domain/payment/receipt-paper.ts';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { CP858_UPPER, printable } from './code-page.ts';
import { paperEscPos } from './escpos.ts';
import { readEscPos } from './escpos-reader.testing.ts';
import {
  euroReceipt,
  poundRefund,
  rupeeReceipt,
  rupeeTicket,
  sampleToken,
  upiSlip,
} from './samples.testing.ts';

const print = { issue: 'original', printedAt: rupeeReceipt.at } as const;
const papers = {
  rupees: receiptPaper(rupeeReceipt, print),
  euros: receiptPaper(euroReceipt, { ...print, issue: 'copy' }),
  pounds: receiptPaper(poundRefund, { ...print, issue: 'late' }),
  ticket: ticketPaper(rupeeTicket),
  slip: slipPaper(upiSlip),
};
const onPaper = (columns: PaperColumns) => ({ columns, codePage: 'cp858' }) as const;
const textOf = (name: keyof typeof papers, columns: PaperColumns) =>
  readEscPos(paperEscPos(papers[name], onPaper(columns))).lines.map(({ text }) => text);

describe.each(PAPER_COLUMNS)('on paper of %i columns', (columns) => {
  it.each(Object.entries(papers))('%s stays within the paper and is cut once', (_name, paper) => {
    const strip = readEscPos(paperEscPos(paper, onPaper(columns)));
    for (const { text, wide } of strip.lines) {
      const used = text.length - text.trimStart().length + text.trim().length * wide;
      expect(used, text).toBeLessThanOrEqual(columns);
    }
    expect(strip.cuts).toBe(1);
    expect(strip.codePage).toBe(19);
  });

  it('prints amounts at the right edge', () => {
    const total = textOf('rupees', columns).find((line) => line.startsWith('Total'));
    expect(total).toBe(`Total${'Rs 80.00'.padStart(columns - 5)}`);
  });

  it('prints a code that fits, in modules large enough for a scanner', () => {
    const dots = { 32: 384, 42: 512, 48: 576 }[columns];
    const [ticket] = readEscPos(paperEscPos(papers.ticket, onPaper(columns))).codes;
    expect(ticket).toEqual({ data: sampleToken, moduleDots: 8 });
    const [slip] = readEscPos(paperEscPos(papers.slip, onPaper(columns))).codes;
    expect(slip?.data).toBe(upiSlip.scanUri);
    expect(slip?.moduleDots).toBeGreaterThanOrEqual(6);
    // A URI of this length takes 45 modules, and four around it on each side.
    expect((slip?.moduleDots ?? 0) * 53).toBeLessThanOrEqual(dots);
  });
});

test('the euro and the pound have their sign, the rupee its name', () => {
  expect(textOf('euros', 42)).toContain(`Total${'4,00 €'.padStart(37)}`);
  expect(textOf('euros', 42)).toContain('MwSt. 19 % on 3,36                    0,64');
  expect(textOf('pounds', 42)).toContain(`Refunded${'£12.00'.padStart(34)}`);
  expect(textOf('rupees', 42).join('\n')).not.toMatch(/\?|₹/);
});

test('a receipt on 42 columns reads as a whole', () => {
  expect(textOf('rupees', 42).join('\n').trimEnd()).toMatchInlineSnapshot(`
    " Riverside Car Park
                   12 Quay Road
                   Pune 411001
              GSTIN 27AABCU9603R1ZX
    ------------------------------------------
    Receipt                           No. 1042
    Date                    22 Nov 2026, 14:05
    ------------------------------------------
    Ticket                         7K4M-9QXT-W
    Plate                           MH12AB1234
    From                    22 Nov 2026, 11:30
    To                      22 Nov 2026, 14:05
    Parked                          2 h 35 min
    ------------------------------------------
    First hour, car                      40.00
    2 further hours started at 20.00 each, as
    displayed at the entry               40.00
    Total                             Rs 80.00
    ------------------------------------------
    Net amount                           67.80
    CGST 9% on 67.80                      6.10
    SGST 9% on 67.80                      6.10
    ------------------------------------------
    Cash received                    Rs 100.00
    Change                            Rs 20.00
    ------------------------------------------
              Please leave by 14:20.
    Served by                             asha
    Shift                           shift-0031
             Thank you. Drive safely."
  `);
});

test('a copy and a late receipt say so, an original does not', () => {
  expect(textOf('euros', 42).map((line) => line.trim())).toContain('COPY');
  expect(textOf('pounds', 42).map((line) => line.trim())).toContain('LATE RECEIPT');
  expect(textOf('rupees', 42).join()).not.toMatch(/COPY|LATE|Printed/);
});

describe('letters that the code page lacks', () => {
  it('are printed as what comes nearest', () => {
    expect(printable('Łódź – “Główna”')).toBe('Lódz - "Glówna"');
    expect(printable('₹60.00')).toBe('Rs 60.00');
    expect(printable('100,00\u00a0₽')).toBe('100,00 RUB');
    expect(printable('1\u202f234,50 €')).toBe('1 234,50 €');
  });

  it('become a question mark where no letter stands for them', () => {
    expect(printable('नदी park')).toMatch(/^\?+ park$/);
  });

  it('are none of those that it has', () => {
    const own = CP858_UPPER.replaceAll(/[\u00a0\u00ad]/g, '').replaceAll(/[`¨´¸]/g, '');
    expect(printable(own)).toBe(own);
    expect(CP858_UPPER).toHaveLength(128);
  });
});
