import type { Instant } from '../kernel/instant.ts';

/** How a line of text stands out. */
export type TextStyle = 'normal' | 'strong' | 'small';

/** One thing under another on a strip of paper. */
export type PaperBlock =
  /** Large and centred: whose paper it is. */
  | { readonly kind: 'title'; readonly text: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'left' | 'centre';
      readonly style: TextStyle;
    }
  /** A name at the left edge and its value at the right one. */
  | {
      readonly kind: 'pair';
      readonly left: string;
      readonly right: string;
      readonly style: TextStyle;
    }
  /** The figure that people look for first. */
  | { readonly kind: 'total'; readonly left: string; readonly right: string }
  | { readonly kind: 'rule' }
  /** A code to be scanned, error correction level M, with its quiet zone. */
  | { readonly kind: 'qr'; readonly data: string }
  /** A drawing in the middle, as a PNG file in base64. Light is paper, dark is ink. */
  | { readonly kind: 'logo'; readonly png: string };

/**
 * What is printed, before any printer is chosen: a strip of paper 58 or 80 mm wide, as long as it
 * needs to be. The same blocks become ESC/POS bytes, a PDF and a picture.
 */
export interface Paper {
  /** Name of the document, such as `Receipt 42`. */
  readonly title: string;
  /** Whose paper it is. */
  readonly author: string;
  /** The instant that the document is about, not the one at which it is printed. */
  readonly at: Instant;
  /** BCP 47. */
  readonly locale: string;
  readonly blocks: readonly PaperBlock[];
}

export function title(text: string): PaperBlock {
  return { kind: 'title', text };
}

export function centred(text: string, style: TextStyle = 'normal'): PaperBlock {
  return { kind: 'text', text, align: 'centre', style };
}

export function left(text: string, style: TextStyle = 'normal'): PaperBlock {
  return { kind: 'text', text, align: 'left', style };
}

export function pair(name: string, value: string, style: TextStyle = 'normal'): PaperBlock {
  return { kind: 'pair', left: name, right: value, style };
}

export function total(name: string, value: string): PaperBlock {
  return { kind: 'total', left: name, right: value };
}

export function qr(data: string): PaperBlock {
  return { kind: 'qr', data };
}

export function logo(png: string): PaperBlock {
  return { kind: 'logo', png };
}

export const RULE: PaperBlock = { kind: 'rule' };

/** Sections with a rule between each two; empty ones leave no trace. */
export function ruled(sections: readonly (readonly PaperBlock[])[]): readonly PaperBlock[] {
  const filled = sections.filter((section) => section.length > 0);
  return filled.flatMap((section, index) => (index === 0 ? section : [RULE, ...section]));
}
