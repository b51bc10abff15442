import { letterOf } from './code-page.ts';
import { type EscPosCommand, readCommand } from './escpos-commands.ts';

export type StripAlign = 'left' | 'centre' | 'right';

/** One letter on the paper; its cell is so many times as wide and high as a normal one. */
export interface StripLetter {
  readonly letter: string;
  readonly wide: number;
  readonly high: number;
  readonly bold: boolean;
}

/** What comes out of a printer, from the top of the paper. */
export type StripItem =
  | { readonly kind: 'line'; readonly letters: readonly StripLetter[]; readonly align: StripAlign }
  | {
      readonly kind: 'qr';
      readonly data: string;
      readonly moduleDots: number;
      readonly align: StripAlign;
    }
  | {
      readonly kind: 'raster';
      readonly widthBytes: number;
      readonly rows: number;
      readonly bits: Uint8Array;
      readonly align: StripAlign;
    };

/** What a printer does with the bytes of a job. */
export interface PrintedStrip {
  readonly items: readonly StripItem[];
  /** The number that the printer was switched to; null: none. */
  readonly codePage: number | null;
  readonly cuts: number;
}

/** Takes commands one after the other and keeps what stands on the paper. */
export class StripWriter {
  readonly #items: StripItem[] = [];
  #codePage: number | null = null;
  #cuts = 0;
  #letters: StripLetter[] = [];
  #wide = 1;
  #high = 1;
  #bold = false;
  #align: StripAlign = 'left';
  #moduleDots = 3;
  #data = '';

  take(command: EscPosCommand): void {
    switch (command.kind) {
      case 'letter':
        this.#letters.push({
          letter: letterOf(command.byte, this.#codePage),
          wide: this.#wide,
          high: this.#high,
          bold: this.#bold,
        });
        return;
      case 'line-end':
        this.#items.push({ kind: 'line', letters: this.#letters, align: this.#align });
        this.#letters = [];
        return;
      case 'reset':
        this.#reset();
        return;
      case 'code-page':
        this.#codePage = command.number;
        return;
      case 'bold':
        this.#bold = command.on;
        return;
      case 'size':
        this.#wide = command.wide;
        this.#high = command.high;
        return;
      case 'align':
        this.#align = command.to;
        return;
      case 'cut':
        this.#cuts += 1;
        return;
      case 'qr-module':
        this.#moduleDots = command.dots;
        return;
      case 'qr-data':
        this.#data = command.text;
        return;
      case 'qr-print':
        this.#items.push({
          kind: 'qr',
          data: this.#data,
          moduleDots: this.#moduleDots,
          align: this.#align,
        });
        return;
      case 'raster':
        this.#items.push({ ...command, align: this.#align });
        return;
    }
  }

  strip(): PrintedStrip {
    return { items: this.#items, codePage: this.#codePage, cuts: this.#cuts };
  }

  #reset(): void {
    this.#letters = [];
    this.#wide = 1;
    this.#high = 1;
    this.#bold = false;
    this.#align = 'left';
    this.#codePage = null;
  }
}

/** Reads a whole job as a printer does. Throws on a command that no job has, and on one that is cut off. */
export function readStrip(bytes: Uint8Array): PrintedStrip {
  const writer = new StripWriter();
  for (let at = 0; at < bytes.length; ) {
    const read = readCommand(bytes, at);
    if (read === null) throw new Error(`a command is cut off at ${at}`);
    writer.take(read.command);
    at = read.end;
  }
  return writer.strip();
}

/** A line's text as it stands on the paper, without the size of its letters. */
export function textOf(item: StripItem): string {
  return item.kind === 'line' ? item.letters.map(({ letter }) => letter).join('') : '';
}
