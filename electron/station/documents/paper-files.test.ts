import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { slipPaper } from '#domain/payment/payment-slip.ts';
import { receiptPaper } from '#domain/payment/receipt-paper.ts';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { paperPdf } from './pdf.ts';
import { paperPng } from './png.ts';
import { qrMatrix } from './qr-matrix.ts';
import { euroReceipt, rupeeReceipt, rupeeTicket, sampleToken, upiSlip } from './samples.testing.ts';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-paper-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function saved(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}

/** What a scanner makes of a picture. */
function scanned(picture: string): string {
  const args = ['--quiet', '--raw', '--nodbus', picture];
  return execFileSync('zbarimg', args, { encoding: 'utf8' }).trimEnd();
}

function textOf(pdf: string): string {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
}

const print = { issue: 'original', printedAt: rupeeReceipt.at } as const;

describe('a ticket', () => {
  it('as a picture is read back as its token', () => {
    const path = saved('ticket.png', paperPng(ticketPaper(rupeeTicket)));
    expect(scanned(path)).toBe(sampleToken);
  });

  it('as a PDF is read back as its token, and as text', async () => {
    const path = saved('ticket.pdf', await paperPdf(ticketPaper(rupeeTicket)));
    execFileSync('pdftoppm', ['-r', '203', '-png', '-singlefile', path, path]);
    expect(scanned(`${path}.png`)).toBe(sampleToken);
    const text = textOf(path);
    expect(text).toContain('7K4M-9QXT-W');
    expect(text).toMatch(/Your slot +B2-014/);
    expect(text).toContain('₹25.00 an hour, fixed for this stay.');
    expect(text).toMatch(/Up to 1 d +₹200\.00/);
  });

  it('has a code in alphanumeric mode: 53 characters in 29 modules', () => {
    expect(sampleToken).toHaveLength(53);
    expect(qrMatrix(sampleToken).size).toBe(29);
    expect(qrMatrix(sampleToken.toLowerCase()).size).toBeGreaterThan(29);
  });

  it('of a stay that is over says so and opens nothing', async () => {
    const used = {
      ...rupeeTicket,
      state: 'used',
      token: null,
      exitAt: rupeeTicket.issuedAt,
    } as const;
    const path = saved('used.pdf', await paperPdf(ticketPaper(used)));
    expect(textOf(path)).toContain('USED: this stay has ended.');
    execFileSync('pdftoppm', ['-r', '203', '-png', '-singlefile', path, path]);
    expect(() => scanned(`${path}.png`)).toThrow(/zbarimg/);
  });
});

describe('a receipt as a PDF', () => {
  it('has its figures, in the lot’s money and time', async () => {
    const text = textOf(saved('receipt.pdf', await paperPdf(receiptPaper(rupeeReceipt, print))));
    for (const line of [
      /Receipt +No\. 1042/,
      /Date +22 Nov 2026, 14:05/,
      /Ticket +7K4M-9QXT-W/,
      /Parked +2 h 35 min/,
      /Total +₹80\.00/,
      /CGST 9% on 67\.80 +6\.10/,
      /Cash received +₹100\.00/,
      /Change +₹20\.00/,
      /Please leave by 14:20\./,
    ]) {
      expect(text).toMatch(line);
    }
  });

  it('is 80 mm wide, one page, and the same bytes every time', async () => {
    const paper = receiptPaper(euroReceipt, print);
    const [first, again] = [await paperPdf(paper), await paperPdf(paper)];
    expect(Buffer.from(again).equals(first)).toBe(true);
    const info = execFileSync('pdfinfo', [saved('euro.pdf', first)], { encoding: 'utf8' });
    expect(info).toMatch(/Pages: +1\n/);
    expect(info).toMatch(/Page size: +226\.\d+ x/);
    expect(info).toMatch(/Title: +Receipt 7\n/);
  });

  it('stays on one page however long it is', async () => {
    const lines = Array.from({ length: 120 }, (_, day) => ({
      text: `Day ${day + 1}`,
      amountMinor: 100,
    }));
    const long = { ...euroReceipt, lines, netMinor: 12_000, taxes: [], totalMinor: 12_000 };
    const path = saved('long.pdf', await paperPdf(receiptPaper(long, print)));
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toMatch(/Pages: +1\n/);
    expect(textOf(path)).toMatch(/Total +120,00 €/);
  });
});

it('a slip is read back as the UPI request that it asks for', () => {
  expect(scanned(saved('slip.png', paperPng(slipPaper(upiSlip))))).toBe(upiSlip.scanUri);
});
