import { inflateSync } from 'node:zlib';
import type { GreyPicture } from './png-file.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples a pixel has, by colour type: grey, colour, palette, grey and alpha, colour and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;
/** Far more than a printer has dots across, and than a logo is high. */
export const PNG_SIDE_MAX_PIXELS = 2_000;

/** A file is no picture that can be printed; the message is a sentence for whoever sent it. */
export class NotAPng extends Error {
  override readonly name = 'NotAPng';
}

interface Header {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colourType: number;
}

/**
 * Reads a PNG file as grey, on white paper where it is transparent. Not for interlaced files.
 * Source: W3C Portable Network Graphics, third edition.
 * @throws NotAPng
 */
export function readPng(file: Uint8Array): GreyPicture {
  const bytes = Buffer.from(file);
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte))
    throw new NotAPng('This is no PNG file.');
  const chunks = chunksOf(bytes);
  const header = headerOf(chunks.find(({ type }) => type === 'IHDR')?.data);
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  const clear = chunks.find(({ type }) => type === 'tRNS')?.data ?? Buffer.alloc(0);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const rows = unfiltered(inflated(Buffer.concat(packed), header), header);
  return greyOf(rows, header, palette, clear);
}

function chunksOf(bytes: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (end > bytes.length) throw new NotAPng('The PNG file is cut off.');
    chunks.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      data: bytes.subarray(at + 8, end),
    });
    at = end + 4;
  }
  return chunks;
}

function headerOf(data: Buffer | undefined): Header {
  if (data === undefined || data.length < 13) throw new NotAPng('The PNG file has no header.');
  const width = data.readUInt32BE(0);
  const height = data.readUInt32BE(4);
  const [bitDepth = 0, colourType = 0, , , interlace = 0] = data.subarray(8);
  const max = PNG_SIDE_MAX_PIXELS;
  if (width < 1 || height < 1 || width > max || height > max)
    throw new NotAPng(`The picture must be 1 to ${max} pixels wide and high.`);
  if (interlace !== 0)
    throw new NotAPng('Interlaced PNG files cannot be printed. Save it without.');
  if (SAMPLES[colourType] === undefined || bitDepth > 8)
    throw new NotAPng('Only PNG files of 8 bits a colour or less can be printed.');
  return { width, height, bitDepth, colourType };
}

function rowBytes({ width, bitDepth, colourType }: Header): number {
  return Math.ceil((width * bitDepth * (SAMPLES[colourType] ?? 1)) / 8);
}

function inflated(packed: Buffer, header: Header): Buffer {
  const size = (rowBytes(header) + 1) * header.height;
  try {
    const raw = inflateSync(packed, { maxOutputLength: size + 1_024 });
    if (raw.length >= size) return raw;
  } catch {
    // Said below, in the words that a short file gets as well.
  }
  throw new NotAPng('The PNG file is damaged.');
}

/** Undoes the filter of each row: none, sub, up, average, Paeth. */
function unfiltered(raw: Buffer, header: Header): Buffer {
  const length = rowBytes(header);
  const pixel = Math.max(1, (header.bitDepth * (SAMPLES[header.colourType] ?? 1)) >> 3);
  const out = Buffer.alloc(length * header.height);
  for (let y = 0; y < header.height; y += 1) {
    const filter = raw[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x += 1) {
      const left = x >= pixel ? (out[y * length + x - pixel] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * length + x] ?? 0) : 0;
      const corner = x >= pixel && y > 0 ? (out[(y - 1) * length + x - pixel] ?? 0) : 0;
      const value = raw[y * (length + 1) + 1 + x] ?? 0;
      out[y * length + x] = (value + predicted(filter, left, up, corner)) & 0xff;
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const toLeft = Math.abs(guess - left);
      const toUp = Math.abs(guess - up);
      const toCorner = Math.abs(guess - corner);
      if (toLeft <= toUp && toLeft <= toCorner) return left;
      return toUp <= toCorner ? up : corner;
    }
    default:
      return 0;
  }
}

function greyOf(rows: Buffer, header: Header, palette: Buffer, clear: Buffer): GreyPicture {
  const { width, height, bitDepth, colourType } = header;
  const samples = SAMPLES[colourType] ?? 1;
  const length = rowBytes(header);
  const top = 2 ** bitDepth - 1;
  const pixels = new Uint8Array(width * height);
  const sample = (y: number, index: number): number => {
    const bit = index * bitDepth;
    const byte = rows[y * length + (bit >> 3)] ?? 0;
    return (byte >> (8 - bitDepth - (bit & 7))) & top;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = x * samples;
      const first = sample(y, at);
      let grey = (first / top) * 255;
      let alpha = 255;
      if (colourType === PALETTE) {
        grey = luma(
          palette[first * 3] ?? 0,
          palette[first * 3 + 1] ?? 0,
          palette[first * 3 + 2] ?? 0,
        );
        alpha = clear[first] ?? 255;
      } else if (samples >= 3) grey = luma(first, sample(y, at + 1), sample(y, at + 2));
      if (samples === 2 || samples === 4) alpha = sample(y, at + samples - 1);
      pixels[y * width + x] = Math.round(255 - ((255 - grey) * alpha) / 255);
    }
  }
  return { width, height, pixels };
}

/** Source: ITU-R BT.601. */
function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
