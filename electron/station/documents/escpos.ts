import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { centreLines, pairLines, wrap } from '#domain/paper/columns.ts';
import type { Paper, PaperBlock, TextStyle } from '#domain/paper/paper.ts';
import { type CodePage, PAPER_DOTS, type PaperColumns } from '#domain/paper/paper-form.ts';
import { printable } from './code-page.ts';
import { logoBits } from './logo.ts';
import { QUIET_ZONE_MODULES, qrMatrix } from './qr-matrix.ts';

/** A module of 1 mm at 203 dpi: read by a phone at arm's length and by a lane's scanner. */
const QR_MODULE_DOTS_MAX = 8;
/** From the print head to the knife. */
const FEED_BEFORE_CUT_LINES = 5;

/** What a printer's paper and letters are like. */
export interface EscPosForm {
  readonly columns: PaperColumns;
  readonly codePage: CodePage;
}

interface Desk extends EscPosForm {
  readonly encoder: ReceiptPrinterEncoder;
  /** A text in letters that the printer has. */
  readonly letters: (text: string) => string;
}

/**
 * A strip of paper as ESC/POS bytes, cut at the end. Every line is laid out here, so that it stands
 * the same on every printer of that width.
 */
export function paperEscPos(paper: Paper, { columns, codePage }: EscPosForm): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns,
    codepageMapping: 'epson',
    feedBeforeCut: FEED_BEFORE_CUT_LINES,
    errors: 'strict',
  });
  encoder.initialize().codepage(codePage);
  const desk: Desk = { encoder, columns, codePage, letters: (text) => printable(text, codePage) };
  for (const block of paper.blocks) add(desk, block);
  return withoutLastFeed(encoder.cut('partial').encode());
}

/** The encoder ends with a line, which would stand at the head of the next piece of paper. */
function withoutLastFeed(bytes: Uint8Array): Uint8Array {
  const isFeed = bytes.at(-2) === 0x0a && bytes.at(-1) === 0x0d;
  return isFeed ? bytes.subarray(0, -2) : bytes;
}

function add(desk: Desk, block: PaperBlock): void {
  const { encoder, columns, letters } = desk;
  switch (block.kind) {
    case 'title':
      titleLines(encoder, letters(block.text), columns);
      return;
    case 'text': {
      const text = letters(block.text);
      const lines = block.align === 'centre' ? centreLines(text, columns) : wrap(text, columns);
      styled(encoder, lines, block.style);
      return;
    }
    case 'pair':
      styled(encoder, twoSides(desk, block), block.style);
      return;
    case 'total':
      encoder.bold(true).height(2);
      for (const line of twoSides(desk, block)) encoder.line(line);
      encoder.height(1).bold(false);
      return;
    case 'rule':
      encoder.line('-'.repeat(columns));
      return;
    case 'qr': {
      const modules = qrMatrix(block.data).size + 2 * QUIET_ZONE_MODULES;
      const size = Math.min(QR_MODULE_DOTS_MAX, Math.floor(PAPER_DOTS[columns] / modules));
      encoder.newline().align('center');
      encoder.qrcode(block.data, { model: 2, size, errorlevel: 'm' });
      encoder.align('left').newline();
      return;
    }
    case 'logo': {
      const { widthBytes, rows, bits } = logoBits(block.png, PAPER_DOTS[columns]);
      encoder
        .align('center')
        .raw([...rasterHead(widthBytes, rows), ...bits])
        .align('left')
        .newline();
      return;
    }
  }
}

/** `GS v 0`: a picture of so many bytes across and rows down follows, a bit a dot, 1 is black. */
export function rasterHead(widthBytes: number, rows: number): readonly number[] {
  return [0x1d, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, rows & 0xff, rows >> 8];
}

function twoSides(
  { columns, letters }: Desk,
  { left, right }: { readonly left: string; readonly right: string },
): readonly string[] {
  return pairLines(letters(left), letters(right), columns);
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
