import type { GreyPicture } from './png-file.ts';
import { readPng } from './png-read.ts';

/** A picture for a printer that knows black and white: a bit a dot, 1 is black, rows of whole bytes. */
export interface BitPicture {
  readonly widthBytes: number;
  readonly rows: number;
  readonly bits: Uint8Array;
}

/** Higher than any logo, and what a printer takes in one go. */
const ROWS_MAX = 400;
const MIDDLE = 128;

/** A logo made to fit paper of so many dots: shrunk where it is too large, never made larger. */
export function logoPicture(pngBase64: string, maxWidthDots: number): GreyPicture {
  const picture = readPng(Buffer.from(pngBase64, 'base64'));
  const share = Math.min(1, maxWidthDots / picture.width, ROWS_MAX / picture.height);
  return share === 1 ? picture : shrunk(picture, share);
}

export function logoBits(pngBase64: string, maxWidthDots: number): BitPicture {
  return dithered(logoPicture(pngBase64, maxWidthDots));
}

/** Each new pixel is the mean of those that it stands for. */
function shrunk(picture: GreyPicture, share: number): GreyPicture {
  const width = Math.max(1, Math.floor(picture.width * share));
  const height = Math.max(1, Math.floor(picture.height * share));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.floor(x / share), Math.ceil((x + 1) / share)];
      const [top, bottom] = [Math.floor(y / share), Math.ceil((y + 1) / share)];
      pixels[y * width + x] = mean(picture, left, right, top, bottom);
    }
  }
  return { width, height, pixels };
}

function mean(
  { width, height, pixels }: GreyPicture,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(bottom, height); y += 1) {
    for (let x = left; x < Math.min(right, width); x += 1) {
      sum += pixels[y * width + x] ?? 255;
      count += 1;
    }
  }
  return count === 0 ? 255 : Math.round(sum / count);
}

/**
 * Black and white whose mean is the grey. What is black or white already stays so, so lines and letters
 * keep their edges. Source: Floyd and Steinberg, 1976.
 */
export function dithered({ width, height, pixels }: GreyPicture): BitPicture {
  const widthBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(widthBytes * height);
  const wanted = Float32Array.from(pixels);
  const spread = (x: number, y: number, error: number) => {
    if (x >= 0 && x < width && y < height)
      wanted[y * width + x] = (wanted[y * width + x] ?? 0) + error;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = wanted[y * width + x] ?? 255;
      const isInk = value < MIDDLE;
      if (isInk) {
        const at = y * widthBytes + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
      const error = value - (isInk ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  }
  return { widthBytes, rows: height, bits };
}
