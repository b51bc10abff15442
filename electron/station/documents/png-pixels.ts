/** What the header of a PNG file says of its pixels. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
  readonly isInterlaced: boolean;
}

/** Samples a pixel has, by colour type: grey, colour, palette, grey and alpha, colour and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;

/** Some of the pixels, as rows of their own: all of them, or those of one pass. */
interface Pass {
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly columns: number;
  readonly rows: number;
}

/** Where a pass begins and how far its pixels stand apart. Source: W3C PNG, third edition, 8.1, Adam7. */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function passesOf({ width, height, isInterlaced }: PngHeader): readonly Pass[] {
  const starts = isInterlaced ? ADAM7 : ([[0, 0, 1, 1]] as const);
  return starts
    .map(([left, top, stepX, stepY]) => ({
      left,
      top,
      stepX,
      stepY,
      columns: Math.max(0, Math.ceil((width - left) / stepX)),
      rows: Math.max(0, Math.ceil((height - top) / stepY)),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

function rowBytes({ bitDepth, colourType }: PngHeader, columns: number): number {
  return Math.ceil((columns * bitDepth * (SAMPLES[colourType] ?? 1)) / 8);
}

/** How many bytes the pixels of a file unpack to. */
export function unpackedBytes(header: PngHeader): number {
  return passesOf(header).reduce(
    (sum, { columns, rows }) => sum + (rowBytes(header, columns) + 1) * rows,
    0,
  );
}

/**
 * The pixels as grey, 0 black to 255 white, on white paper where they are transparent; null where a row
 * names a filter that there is none of.
 * @param raw at least as many bytes as `unpackedBytes` says
 */
export function greyPixels(
  raw: Buffer,
  header: PngHeader,
  { palette, clear }: { readonly palette: Buffer; readonly clear: Buffer },
): Uint8Array | null {
  const pixels = new Uint8Array(header.width * header.height);
  let at = 0;
  for (const pass of passesOf(header)) {
    const length = rowBytes(header, pass.columns);
    let above: Buffer = Buffer.alloc(length);
    for (let row = 0; row < pass.rows; row += 1) {
      const filter = raw[at] ?? 0;
      if (filter > 4) return null;
      const line = raw.subarray(at + 1, at + 1 + length);
      unfilter(line, above, filter, bytesApart(header));
      const grey = greyOf(line, header, palette, clear);
      const y = pass.top + row * pass.stepY;
      for (let column = 0; column < pass.columns; column += 1)
        pixels[y * header.width + pass.left + column * pass.stepX] = grey(column);
      above = line;
      at += length + 1;
    }
  }
  return pixels;
}

/** A filter compares with the byte of the same place in the pixel before. */
function bytesApart({ bitDepth, colourType }: PngHeader): number {
  return Math.max(1, (bitDepth * (SAMPLES[colourType] ?? 1)) >> 3);
}

/** Undoes the filter of a row in place: none, sub, up, average, Paeth. */
function unfilter(line: Buffer, above: Buffer, filter: number, apart: number): void {
  if (filter === 0) return;
  for (let x = 0; x < line.length; x += 1) {
    const left = x >= apart ? (line[x - apart] ?? 0) : 0;
    const up = above[x] ?? 0;
    const corner = x >= apart ? (above[x - apart] ?? 0) : 0;
    line[x] = ((line[x] ?? 0) + predicted(filter, left, up, corner)) & 0xff;
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const guess = left + up - corner;
      const toLeft = Math.abs(guess - left);
      const toUp = Math.abs(guess - up);
      const toCorner = Math.abs(guess - corner);
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
  }
}

/** The grey of each pixel of a row. */
function greyOf(
  line: Buffer,
  { bitDepth, colourType }: PngHeader,
  palette: Buffer,
  clear: Buffer,
): (column: number) => number {
  const samples = SAMPLES[colourType] ?? 1;
  const top = 2 ** bitDepth - 1;
  const hasAlpha = samples === 2 || samples === 4;
  const colours = hasAlpha ? samples - 1 : samples;
  const sample = (index: number): number => {
    if (bitDepth === 16) return line.readUInt16BE(index * 2);
    const bit = index * bitDepth;
    return ((line[bit >> 3] ?? 0) >> (8 - bitDepth - (bit & 7))) & top;
  };
  // The one grey or colour that is clear, in files without an alpha of their own.
  const clearSamples =
    colourType === PALETTE || hasAlpha || clear.length < colours * 2
      ? null
      : Array.from({ length: colours }, (_, index) => clear.readUInt16BE(index * 2));
  const share = 255 / top;
  return (column) => {
    const at = column * samples;
    const first = sample(at);
    if (colourType === PALETTE) {
      const of = (part: number) => palette[first * 3 + part] ?? 0;
      return onPaper(luma(of(0), of(1), of(2)), clear[first] ?? 255);
    }
    if (clearSamples?.every((value, index) => sample(at + index) === value)) return 255;
    const grey = colours === 1 ? first : luma(first, sample(at + 1), sample(at + 2));
    return onPaper(grey * share, hasAlpha ? sample(at + samples - 1) * share : 255);
  };
}

function onPaper(grey: number, alpha: number): number {
  return Math.round(255 - ((255 - grey) * alpha) / 255);
}

/** Source: ITU-R BT.601. */
function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
