import { PAPER_DOTS, type PaperColumns } from '#domain/paper/paper-form.ts';
import { Canvas, type Pen, textWidth } from './canvas.ts';
import { rasterHead } from './escpos.ts';
import { readStrip, type StripAlign, type StripItem, type StripLetter } from './escpos-strip.ts';
import { dithered } from './logo.ts';
import { type GreyPicture, pngFile } from './png-file.ts';
import { darkRuns, qrMatrix } from './qr-matrix.ts';

/** A cell of font A, and the next line under it, dots. Source: Epson, TM-T88, font A 12 × 24. */
const CELL_WIDTH = 12;
const CELL_HEIGHT = 24;
const LINE_HEIGHT = 30;
const LETTER_PIXELS = 21;
const BASELINE = 19;
/** Blank paper around what is printed, in the picture alone. */
const MARGIN_DOTS = 24;
const DOTS_PER_METRE = 8_000;
/** So many rows go to a printer at a time: more than its memory has is lost. */
const BAND_ROWS = 240;

/** A picture of what a printer makes of a job, as a PNG file: the very bytes, read as it reads them. */
export function stripPng(job: Uint8Array, columns: PaperColumns): Uint8Array {
  return pngFile(stripPicture(job, columns, MARGIN_DOTS), DOTS_PER_METRE);
}

/** The same job as a picture for a printer, which then needs no letters and no codes of its own. */
export function stripRaster(job: Uint8Array, columns: PaperColumns): Uint8Array {
  const { widthBytes, rows, bits } = dithered(sharp(stripPicture(job, columns, 0)));
  const parts: Uint8Array[] = [Uint8Array.of(0x1b, 0x40)];
  for (let row = 0; row < rows; row += BAND_ROWS) {
    const count = Math.min(BAND_ROWS, rows - row);
    const from = row * widthBytes;
    parts.push(Uint8Array.from(rasterHead(widthBytes, count)));
    parts.push(bits.subarray(from, from + count * widthBytes));
  }
  // Out of the printer as far as its knife, and cut.
  parts.push(Uint8Array.of(...new Array<number>(5).fill(0x0a), 0x1d, 0x56, 1));
  return Buffer.concat(parts);
}

/** Letters without grey edges: on paper these would be dust around them. */
function sharp({ width, height, pixels }: GreyPicture): GreyPicture {
  return { width, height, pixels: pixels.map((grey) => (grey < 150 ? 0 : 255)) };
}

function stripPicture(job: Uint8Array, columns: PaperColumns, margin: number): GreyPicture {
  const { items } = readStrip(job);
  const width = PAPER_DOTS[columns] + 2 * margin;
  const height = items.reduce((sum, item) => sum + heightOf(item), 2 * margin);
  const canvas = new Canvas(width, height);
  let top = margin;
  for (const item of items) {
    draw(canvas, item, { left: margin, top, width: PAPER_DOTS[columns] });
    top += heightOf(item);
  }
  return canvas.picture();
}

function heightOf(item: StripItem): number {
  switch (item.kind) {
    case 'line':
      return LINE_HEIGHT - CELL_HEIGHT + CELL_HEIGHT * highest(item.letters);
    case 'qr':
      return qrMatrix(item.data).size * item.moduleDots;
    case 'raster':
      return item.rows;
  }
}

function highest(letters: readonly StripLetter[]): number {
  return letters.reduce((most, { high }) => Math.max(most, high), 1);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

function draw(canvas: Canvas, item: StripItem, place: Place): void {
  switch (item.kind) {
    case 'line':
      drawLine(canvas, item.letters, place, item.align);
      return;
    case 'qr': {
      const matrix = qrMatrix(item.data);
      const { moduleDots: module } = item;
      const left = place.left + indent(matrix.size * module, place.width, item.align);
      for (const { x, y, length } of darkRuns(matrix))
        canvas.rect(left + x * module, place.top + y * module, length * module, module);
      return;
    }
    case 'raster': {
      const left = place.left + indent(item.widthBytes * 8, place.width, item.align);
      for (let y = 0; y < item.rows; y += 1)
        for (let x = 0; x < item.widthBytes * 8; x += 1) {
          const byte = item.bits[y * item.widthBytes + (x >> 3)] ?? 0;
          if ((byte & (0x80 >> (x & 7))) !== 0) canvas.rect(left + x, place.top + y, 1, 1);
        }
      return;
    }
  }
}

function indent(width: number, room: number, align: StripAlign): number {
  const share = { left: 0, centre: 0.5, right: 1 }[align];
  return Math.max(0, Math.floor((room - width) * share));
}

function drawLine(
  canvas: Canvas,
  letters: readonly StripLetter[],
  place: Place,
  align: StripAlign,
): void {
  const width = letters.reduce((sum, { wide }) => sum + wide * CELL_WIDTH, 0);
  const foot = place.top + BASELINE + CELL_HEIGHT * (highest(letters) - 1);
  let x = place.left + indent(width, place.width, align);
  for (const { letter, wide, high, bold } of letters) {
    const cell = wide * CELL_WIDTH;
    const pen = penIn(cell, letter, {
      face: bold ? 'strong' : 'normal',
      sizePixels: LETTER_PIXELS * high,
      widthPixels: LETTER_PIXELS * wide,
    });
    const shift = Math.max(0, Math.floor((cell - textWidth(letter, pen)) / 2));
    canvas.text(letter, x + shift, foot, pen);
    x += cell;
  }
}

/** Each letter has its cell to itself: one that is wider, such as an m, is made narrower. */
function penIn(cell: number, letter: string, pen: Pen & { readonly widthPixels: number }): Pen {
  const width = textWidth(letter, pen);
  return width <= cell
    ? pen
    : { ...pen, widthPixels: Math.floor((pen.widthPixels * cell) / width) };
}
