import { CP858_UPPER } from './code-page.ts';

const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
const LF = 0x0a;
const CR = 0x0d;

/** What a printer would do with some bytes. */
export interface PrintedStrip {
  /** Lines of text as they stand on the paper, each with how much wider its letters are. */
  readonly lines: readonly { readonly text: string; readonly wide: number }[];
  readonly codes: readonly { readonly data: string; readonly moduleDots: number }[];
  readonly codePage: number | null;
  readonly cuts: number;
}

/** Reads ESC/POS as a printer does; an unknown command or a code page other than 858 throws. */
export function readEscPos(bytes: Uint8Array): PrintedStrip {
  const lines: { text: string; wide: number }[] = [];
  const codes: { data: string; moduleDots: number }[] = [];
  let codePage: number | null = null;
  let cuts = 0;
  let text = '';
  let scale = 1;
  let wide = 1;
  let moduleDots = 0;
  let data = '';
  const length = (at: number) => (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (let at = 0; at < bytes.length; ) {
    const [byte = 0, command = 0, argument = 0] = bytes.subarray(at, at + 3);
    const pair = `${byte} ${String.fromCharCode(command)}`;
    if (byte === ESC || byte === FS || byte === GS) {
      switch (pair) {
        case `${ESC} @`:
        case `${FS} .`:
          at += 2;
          break;
        case `${ESC} M`:
        case `${ESC} E`:
        case `${ESC} a`:
          at += 3;
          break;
        case `${ESC} t`:
          codePage = argument;
          at += 3;
          break;
        case `${GS} !`:
          scale = (argument >> 4) + 1;
          at += 3;
          break;
        case `${GS} V`:
          cuts += 1;
          at += 3;
          break;
        case `${GS} (`: {
          if (argument !== 0x6b) throw new Error('no such function');
          const end = at + 5 + length(at + 3);
          const [, fn] = bytes.subarray(at + 5, end);
          if (fn === 0x43) moduleDots = bytes[at + 7] ?? 0;
          if (fn === 0x50) data = Buffer.from(bytes.subarray(at + 8, end)).toString('latin1');
          if (fn === 0x51) codes.push({ data, moduleDots });
          at = end;
          break;
        }
        default:
          throw new Error(`unknown command ${pair} at ${at}`);
      }
    } else if (byte === LF) {
      lines.push({ text, wide });
      text = '';
      wide = 1;
      at += 1;
    } else if (byte === CR) {
      at += 1;
    } else {
      text += byte < 128 ? String.fromCharCode(byte) : (CP858_UPPER[byte - 128] ?? '');
      if (byte !== 0x20) wide = scale;
      at += 1;
    }
  }
  return { lines, codes, codePage, cuts };
}
