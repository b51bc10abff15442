import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { logo, type Paper } from '#domain/paper/paper.ts';
import { PAPER_COLUMNS } from '#domain/paper/paper-form.ts';
import { receiptPaper } from '#domain/payment/receipt-paper.ts';
import { ticketPaper } from '#domain/ticket/printed-ticket.ts';
import { paperEscPos } from './escpos.ts';
import { readEscPos } from './escpos-reader.testing.ts';
import { paperPdf } from './pdf.ts';
import { paperPng } from './png.ts';
import { pngFile } from './png-file.ts';
import { euroReceipt, rupeeTicket, sampleToken } from './samples.testing.ts';
import { stripPng, stripRaster } from './strip-picture.ts';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-strip-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function scanned(name: string, bytes: Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  const args = ['--quiet', '--raw', '--nodbus', path];
  return execFileSync('zbarimg', args, { encoding: 'utf8' }).trimEnd();
}

/** A ring, black on white. */
function ring(side: number): string {
  const pixels = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const away = Math.hypot(x - side / 2, y - side / 2);
      if (away < side / 2 && away > side / 3) pixels[y * side + x] = 0;
    }
  return Buffer.from(pngFile({ width: side, height: side, pixels }, 8_000)).toString('base64');
}

const ticket = ticketPaper(rupeeTicket);
const withLogo: Paper = { ...ticket, blocks: [logo(ring(200)), ...ticket.blocks] };

describe.each(PAPER_COLUMNS)('the bytes of a ticket on %i columns', (columns) => {
  const job = paperEscPos(withLogo, { columns, codePage: 'cp858' });

  it('give a picture from which a scanner reads the token', () => {
    expect(scanned(`strip-${columns}.png`, stripPng(job, columns))).toBe(sampleToken);
  });

  it('as a raster print the same code, without a command of their own for it', () => {
    const raster = stripRaster(job, columns);
    const read = readEscPos(raster);
    expect(read.codes).toEqual([]);
    expect(read.pictures).toBeGreaterThan(1);
    expect(read.cuts).toBe(1);
    expect(scanned(`raster-${columns}.png`, stripPng(raster, columns))).toBe(sampleToken);
  });
});

it('a logo is on every kind of paper', async () => {
  const job = paperEscPos(withLogo, { columns: 42, codePage: 'cp858' });
  expect(readEscPos(job).pictures).toBe(1);
  const plain = paperPng(ticket);
  expect(paperPng(withLogo).length).toBeGreaterThan(plain.length);
  const pdf = Buffer.from(await paperPdf(withLogo)).toString('latin1');
  expect(pdf).toContain('/Subtype /Image');
});

it.each([
  ['windows1250', 'Łódź', 'Łódź'],
  ['windows1251', 'Парковка', 'Парковка'],
  ['windows1252', '5 € „oft“', '5 € "oft"'],
  ['windows1253', 'Χώρος', 'Χώρος'],
  ['cp858', 'Парковка', '????????'],
] as const)('in %s %s is printed as %s', (codePage, name, printed) => {
  const paper = receiptPaper(
    { ...euroReceipt, lotName: name },
    { issue: 'original', printedAt: euroReceipt.at },
  );
  const [first] = readEscPos(paperEscPos(paper, { columns: 42, codePage })).lines;
  expect(first?.text.trim()).toBe(printed);
});
