import bwip from 'bwip-js/node';
import { must } from '#domain/kernel/assert.ts';

/** Light modules around a QR code. Source: ISO/IEC 18004, 5.3.8. */
export const QUIET_ZONE_MODULES = 4;

/** The modules of a QR code, without its quiet zone. */
export interface QrMatrix {
  /** Modules along one edge: 21, 25, 29, … */
  readonly size: number;
  isDark(x: number, y: number): boolean;
}

/**
 * Encodes a text at error correction level M, in the mode that needs fewest modules: a ticket's token
 * fits the alphanumeric mode, 29 modules wide.
 */
export function qrMatrix(data: string): QrMatrix {
  const [symbol] = bwip.raw({ bcid: 'qrcode', text: data, ...LEVEL });
  const drawn = must(symbol, 'a QR code of any text that fits');
  if (!('pixs' in drawn)) throw new Error('a QR code is drawn in modules');
  const { pixs, pixx: size } = drawn;
  return { size, isDark: (x, y) => pixs[y * size + x] === 1 };
}

/** An option of this symbol alone, which the types of the package leave out. */
const LEVEL: object = { eclevel: 'M' };

/** A run of dark modules in one row. */
export interface DarkRun {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** The dark modules row by row, neighbours taken together. */
export function darkRuns({ size, isDark }: QrMatrix): readonly DarkRun[] {
  const runs: DarkRun[] = [];
  for (let y = 0; y < size; y += 1) {
    let x = 0;
    while (x < size) {
      const from = x;
      while (x < size && isDark(x, y)) x += 1;
      if (x > from) runs.push({ x: from, y, length: x - from });
      x += 1;
    }
  }
  return runs;
}
