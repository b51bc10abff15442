import { readFileSync } from 'node:fs';
import bwip from 'bwip-js/node';
import { FONT_FILES } from './fonts.ts';
import type { GreyPicture } from './png-file.ts';

export type Face = keyof typeof FONT_FILES;

/** A face at a size; both in pixels where they are lengths. */
export interface Pen {
  readonly face: Face;
  readonly sizePixels: number;
  /** Letters made narrower or wider than they are high; as the face has them when missing. */
  readonly widthPixels?: number;
}

const WHITE = 255;
const FONT_NAMES: Readonly<Record<Face, string>> = { normal: 'PAPER', strong: 'PAPER-STRONG' };
const fontIds = new Map<Face, number>();

/** Loaded when the first picture is drawn, and kept. */
function fontId(face: Face): number {
  const known = fontIds.get(face);
  if (known !== undefined) return known;
  bwip.FontLib.loadFont(FONT_NAMES[face], readFileSync(FONT_FILES[face]));
  const id = bwip.FontLib.lookup(FONT_NAMES[face]);
  fontIds.set(face, id);
  return id;
}

/** Width of a text on one line, pixels. */
export function textWidth(text: string, pen: Pen): number {
  let width = 0;
  for (const sign of text) width += glyphOf(sign, pen).advance;
  return width;
}

function glyphOf(sign: string, { face, sizePixels, widthPixels = sizePixels }: Pen) {
  const code = sign === '\u00a0' ? 0x20 : (sign.codePointAt(0) ?? 0x20);
  return bwip.FontLib.getglyph(fontId(face), code, widthPixels, sizePixels);
}

/** A white sheet of fixed width that is drawn on in black from the top. */
export class Canvas {
  readonly width: number;
  readonly #height: number;
  readonly #pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.#height = height;
    this.#pixels = new Uint8Array(width * height).fill(WHITE);
  }

  rect(x: number, y: number, width: number, height: number): void {
    for (let row = y; row < y + height; row += 1) {
      this.#pixels.fill(0, row * this.width + x, row * this.width + x + width);
    }
  }

  /** Writes on a line whose foot is at `baseline`. */
  text(text: string, x: number, baseline: number, pen: Pen): void {
    let at = x;
    for (const sign of text) {
      const glyph = glyphOf(sign, pen);
      for (let row = 0; row < glyph.height; row += 1) {
        for (let column = 0; column < glyph.width; column += 1) {
          const ink = glyph.bytes[glyph.offset + row * glyph.width + column] ?? 0;
          if (ink > 0) this.#ink(at + glyph.left + column, baseline - glyph.top + row, ink);
        }
      }
      at += glyph.advance;
    }
  }

  /** Lays a picture down with its upper left corner there. */
  lay({ width, height, pixels }: GreyPicture, left: number, top: number): void {
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        this.#ink(left + x, top + y, WHITE - (pixels[y * width + x] ?? WHITE));
  }

  picture(): GreyPicture {
    return { width: this.width, height: this.#height, pixels: this.#pixels };
  }

  #ink(x: number, y: number, ink: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.#height) return;
    const index = y * this.width + x;
    this.#pixels[index] = Math.min(this.#pixels[index] ?? WHITE, WHITE - ink);
  }
}
