import type { Delivery, Part } from './delivery.ts';

const SIGNATURES: readonly (readonly [start: string, type: PictureType])[] = [
  ['ffd8ff', 'jpg'],
  ['89504e470d0a1a0a', 'png'],
];
export type PictureType = 'jpg' | 'png' | 'webp';

/** What bytes are by how they begin, whatever anybody calls them; null for what is no picture. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const head = Buffer.from(bytes.subarray(0, 12));
  const hex = head.toString('hex');
  const found = SIGNATURES.find(([start]) => hex.startsWith(start));
  if (found !== undefined) return found[1];
  const isWebp = head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8) === 'WEBP';
  return isWebp ? 'webp' : null;
}

/** The parts that are pictures. */
export function pictureParts({ parts }: Delivery): readonly Part[] {
  return parts.filter(({ bytes }) => pictureType(bytes) !== null);
}

/** A picture that stands in a document as base64; null for anything else. */
export function pictureInText(text: unknown): Buffer | null {
  if (typeof text !== 'string' || text === '') return null;
  const bytes = Buffer.from(text.replace(/^data:[^,]*,/, ''), 'base64');
  return pictureType(bytes) === null ? null : bytes;
}
