import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { centreLines, pairLines, wrap } from '#domain/paper/columns.ts';
import type { Paper, PaperBlock, TextStyle } from '#domain/paper/paper.ts';
import { printable } from './code-page.ts';
import { QUIET_ZONE_MODULES, qrMatrix } from './qr-matrix.ts';

/** Characters on a line: paper 58 mm wide, 80 mm at 180 dpi, 80 mm at 203 dpi. */
export const PAPER_COLUMNS = [32, 42, 48] as const;
export type PaperColumns = (typeof PAPER_COLUMNS)[number];

/** Dots across the printed width. */
const DOTS: Readonly<Record<PaperColumns, number>> = { 32: 384, 42: 512, 48: 576 };
/** A module of 1 mm at 203 dpi: read by a phone at arm's length and by a lane's scanner. */
const QR_MODULE_DOTS_MAX = 8;
/** From the print head to the knife. */
const FEED_BEFORE_CUT_LINES = 5;

/**
 * A strip of paper as ESC/POS bytes, cut at the end. Text in code page 858; every line is laid out
 * here, so that it stands the same on every printer of that width.
 */
export function paperEscPos(paper: Paper, columns: PaperColumns): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    codepageMapping: 'epson',
    feedBeforeCut: FEED_BEFORE_CUT_LINES,
    errors: 'strict',
  });
  encoder.initialize().codepage('cp858');
  for (const block of paper.blocks) add(encoder, block, columns);
  return encoder.cut('partial').encode();
}

function add(encoder: ReceiptPrinterEncoder, block: PaperBlock, columns: PaperColumns): void {
  switch (block.kind) {
    case 'title':
      titleLines(encoder, printable(block.text), columns);
      return;
    case 'text': {
      const text = printable(block.text);
      const lines = block.align === 'centre' ? centreLines(text, columns) : wrap(text, columns);
      styled(encoder, lines, block.style);
      return;
    }
    case 'pair':
      styled(encoder, twoSides(block, columns), block.style);
      return;
    case 'total':
      encoder.bold(true).height(2);
      for (const line of twoSides(block, columns)) encoder.line(line);
      encoder.height(1).bold(false);
      return;
    case 'rule':
      encoder.line('-'.repeat(columns));
      return;
    case 'qr': {
      const modules = qrMatrix(block.data).size + 2 * QUIET_ZONE_MODULES;
      const size = Math.min(QR_MODULE_DOTS_MAX, Math.floor(DOTS[columns] / modules));
      encoder.newline().align('center');
      encoder.qrcode(block.data, { model: 2, size, errorlevel: 'm' });
      encoder.align('left').newline();
      return;
    }
  }
}

function twoSides(
  { left, right }: { readonly left: string; readonly right: string },
  columns: PaperColumns,
): readonly string[] {
  return pairLines(printable(left), printable(right), columns);
}

/** Twice as large where the name fits on one line so, twice as high where it does not. */
function titleLines(encoder: ReceiptPrinterEncoder, text: string, columns: PaperColumns): void {
  const isWide = text.length <= columns / 2;
  encoder.bold(true).size(isWide ? 2 : 1, 2);
  for (const line of centreLines(text, isWide ? columns / 2 : columns)) encoder.line(line);
  encoder.size(1, 1).bold(false);
}

function styled(encoder: ReceiptPrinterEncoder, lines: readonly string[], style: TextStyle): void {
  // A small font would change the number of columns; on these printers small stays normal.
  if (style === 'strong') encoder.bold(true);
  for (const line of lines) encoder.line(line);
  if (style === 'strong') encoder.bold(false);
}
