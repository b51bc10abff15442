import type { Paper, PaperBlock, TextStyle } from '#domain/paper/paper.ts';
import { Canvas, type Pen, textWidth } from './canvas.ts';
import { logoPicture } from './logo.ts';
import { pngFile } from './png-file.ts';
import { darkRuns, QUIET_ZONE_MODULES, qrMatrix } from './qr-matrix.ts';

/** As a receipt printer of 203 dpi. */
const DOTS_PER_MM = 8;
const WIDTH = 80 * DOTS_PER_MM;
const MARGIN = 4 * DOTS_PER_MM;
const INNER = WIDTH - 2 * MARGIN;
/** The widest that a code may be with its quiet zone. */
const QR_MAX = 44 * DOTS_PER_MM;
const RULE_HEIGHT = 24;
const RULE_DASH = 6;
const COLUMN_GAP = 16;
const LOGO_GAP = 12;
const LINE_HEIGHT = 1.3;
const ASCENT = 0.95;

const PENS: Readonly<Record<TextStyle, Pen>> = {
  normal: { face: 'normal', sizePixels: 26 },
  strong: { face: 'strong', sizePixels: 28 },
  small: { face: 'normal', sizePixels: 21 },
};
const TITLE: Pen = { face: 'strong', sizePixels: 40 };
const TOTAL: Pen = { face: 'strong', sizePixels: 40 };

/** Something as high as `height`, drawn with its upper edge at `top`. */
interface Piece {
  readonly height: number;
  draw(canvas: Canvas, top: number): void;
}

/** A strip of paper as a PNG, 640 pixels wide: to be shown on a phone, sent, or printed as it is. */
export function paperPng(paper: Paper): Uint8Array {
  const pieces = paper.blocks.flatMap(piecesOf);
  const height = pieces.reduce((sum, piece) => sum + piece.height, 2 * MARGIN);
  const canvas = new Canvas(WIDTH, height);
  let top = MARGIN;
  for (const piece of pieces) {
    piece.draw(canvas, top);
    top += piece.height;
  }
  return pngFile(canvas.picture(), DOTS_PER_MM * 1_000);
}

function piecesOf(block: PaperBlock): readonly Piece[] {
  switch (block.kind) {
    case 'title':
      return textPieces(block.text, TITLE, 'centre');
    case 'text':
      return textPieces(block.text, PENS[block.style], block.align);
    case 'pair':
      return pairPieces(block.left, block.right, PENS[block.style]);
    case 'total':
      return pairPieces(block.left, block.right, TOTAL);
    case 'rule':
      return [{ height: RULE_HEIGHT, draw: drawRule }];
    case 'qr':
      return [qrPiece(block.data)];
    case 'logo':
      return [logoPiece(block.png)];
  }
}

function textPieces(text: string, pen: Pen, align: 'left' | 'centre' | 'right'): readonly Piece[] {
  return breakLines(text, pen, INNER).map((line) => linePiece(line, pen, align));
}

function linePiece(line: string, pen: Pen, align: 'left' | 'centre' | 'right'): Piece {
  const spare = INNER - textWidth(line, pen);
  const share = { left: 0, centre: 0.5, right: 1 }[align];
  const x = MARGIN + Math.max(0, Math.round(spare * share));
  return {
    height: lineHeight(pen),
    draw: (canvas, top) => canvas.text(line, x, baseline(top, pen), pen),
  };
}

function pairPieces(left: string, right: string, pen: Pen): readonly Piece[] {
  const rightWidth = textWidth(right, pen);
  const room = INNER - rightWidth - COLUMN_GAP;
  const names = breakLines(left, pen, Math.max(room, INNER / 2));
  if (names.some((line) => textWidth(line, pen) > room)) {
    return [...textPieces(left, pen, 'left'), ...textPieces(right, pen, 'right')];
  }
  const x = MARGIN + INNER - rightWidth;
  return names.map((line, index) => ({
    height: lineHeight(pen),
    draw: (canvas, top) => {
      canvas.text(line, MARGIN, baseline(top, pen), pen);
      if (index === 0) canvas.text(right, x, baseline(top, pen), pen);
    },
  }));
}

function drawRule(canvas: Canvas, top: number): void {
  const y = top + RULE_HEIGHT / 2 - 1;
  for (let x = MARGIN; x < WIDTH - MARGIN; x += 2 * RULE_DASH) canvas.rect(x, y, RULE_DASH, 2);
}

function qrPiece(data: string): Piece {
  const matrix = qrMatrix(data);
  const modules = matrix.size + 2 * QUIET_ZONE_MODULES;
  const module = Math.max(1, Math.floor(QR_MAX / modules));
  const left = (WIDTH - modules * module) >> 1;
  return {
    height: modules * module,
    draw: (canvas, top) => {
      for (const { x, y, length } of darkRuns(matrix)) {
        const atX = left + (x + QUIET_ZONE_MODULES) * module;
        canvas.rect(atX, top + (y + QUIET_ZONE_MODULES) * module, length * module, module);
      }
    },
  };
}

function logoPiece(png: string): Piece {
  const picture = logoPicture(png, INNER);
  const left = (WIDTH - picture.width) >> 1;
  return {
    height: picture.height + LOGO_GAP,
    draw: (canvas, top) => canvas.lay(picture, left, top),
  };
}

/** Breaks at spaces; a word that is wider than the line is cut. */
function breakLines(text: string, pen: Pen, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, pen) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const sign of word) {
      if (line !== '' && textWidth(line + sign, pen) > width) {
        lines.push(line);
        line = '';
      }
      line += sign;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

function lineHeight(pen: Pen): number {
  return Math.round(pen.sizePixels * LINE_HEIGHT);
}

function baseline(top: number, pen: Pen): number {
  return top + Math.round(pen.sizePixels * ASCENT);
}
