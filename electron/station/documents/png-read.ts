import { crc32, inflateSync } from 'node:zlib';
import type { GreyPicture } from './png-file.ts';
import { greyPixels, type PngHeader, unpackedBytes } from './png-pixels.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Far more than a printer has dots across, and than a logo is high. */
export const PNG_SIDE_MAX_PIXELS = 2_000;
/** What is unpacked at one time stays below 12 MiB, whatever a file says of itself. */
export const PNG_PIXELS_MAX = 1_500_000;
/** By colour type, how many bits a sample may have. Source: W3C PNG, third edition, table 8. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const PALETTE = 3;
const DAMAGED = 'The PNG file is damaged. Save it again and choose it once more.';
const CUT_OFF = 'The PNG file is cut off. Save it again and choose it once more.';

/** A file is no picture that can be printed; the message is a sentence for whoever sent it. */
export class NotAPng extends Error {
  override readonly name = 'NotAPng';
}

/**
 * Reads a PNG file of any kind as grey, on white paper where it is transparent. Our own, because what it
 * unpacks must have a bound before it is unpacked.
 * Source: W3C Portable Network Graphics, third edition.
 * @throws NotAPng
 */
export function readPng(file: Uint8Array): GreyPicture {
  const bytes = Buffer.from(file);
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte))
    throw new NotAPng('This is no PNG file. Save the picture as PNG and choose it once more.');
  const chunks = chunksOf(bytes);
  const header = headerOf(chunks.find(({ type }) => type === 'IHDR')?.data);
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  const clear = chunks.find(({ type }) => type === 'tRNS')?.data ?? Buffer.alloc(0);
  if (header.colourType === PALETTE && palette.length === 0) throw new NotAPng(DAMAGED);
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  const pixels = greyPixels(inflated(packed, header), header, { palette, clear });
  if (pixels === null) throw new NotAPng(DAMAGED);
  return { width: header.width, height: header.height, pixels };
}

function chunksOf(bytes: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = SIGNATURE.length; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) throw new NotAPng(CUT_OFF);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw new NotAPng(DAMAGED);
    if (type === 'IEND') return chunks;
    chunks.push({ type, data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  throw new NotAPng(CUT_OFF);
}

function headerOf(data: Buffer | undefined): PngHeader {
  if (data === undefined || data.length < 13) throw new NotAPng(DAMAGED);
  const width = data.readUInt32BE(0);
  const height = data.readUInt32BE(4);
  const [bitDepth = 0, colourType = 0, , , interlace = 0] = data.subarray(8);
  const max = PNG_SIDE_MAX_PIXELS;
  if (width < 1 || height < 1 || width > max || height > max || width * height > PNG_PIXELS_MAX)
    throw new NotAPng(
      `The picture is ${width} × ${height} pixels: at most ${max} on a side and 1.5 million in all. Make it smaller.`,
    );
  if (!DEPTHS[colourType]?.includes(bitDepth) || interlace > 1) throw new NotAPng(DAMAGED);
  return { width, height, bitDepth, colourType, isInterlaced: interlace === 1 };
}

function inflated(packed: readonly Buffer[], header: PngHeader): Buffer {
  const size = unpackedBytes(header);
  try {
    const raw = inflateSync(Buffer.concat(packed), { maxOutputLength: size + 1_024 });
    if (raw.length >= size) return raw;
  } catch {
    // Said below, in the words that a short file gets as well.
  }
  throw new NotAPng(DAMAGED);
}
