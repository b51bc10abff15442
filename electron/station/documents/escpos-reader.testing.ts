import { readStrip } from './escpos-strip.ts';

/** What tests look at on a strip: lines with how much wider their letters are, and codes. */
export interface ReadStrip {
  readonly lines: readonly { readonly text: string; readonly wide: number }[];
  readonly codes: readonly { readonly data: string; readonly moduleDots: number }[];
  readonly pictures: number;
  readonly codePage: number | null;
  readonly cuts: number;
}

/** Reads ESC/POS as a printer does; an unknown command throws. */
export function readEscPos(bytes: Uint8Array): ReadStrip {
  const { items, codePage, cuts } = readStrip(bytes);
  const lines: { text: string; wide: number }[] = [];
  const codes: { data: string; moduleDots: number }[] = [];
  let pictures = 0;
  for (const item of items) {
    if (item.kind === 'raster') pictures += 1;
    if (item.kind === 'qr') codes.push({ data: item.data, moduleDots: item.moduleDots });
    if (item.kind !== 'line') continue;
    const text = item.letters.map(({ letter }) => letter).join('');
    const inked = item.letters.findLast(({ letter }) => letter !== ' ');
    lines.push({ text, wide: inked?.wide ?? 1 });
  }
  return { lines, codes, pictures, codePage, cuts };
}
