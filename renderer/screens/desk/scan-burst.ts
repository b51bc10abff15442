import { parseTicketNumber } from '#domain/ticket/number.ts';

/** The longest pause between two keys of a scanner. People who type fast stay well above it. */
export const SCAN_GAP_MAX_MS = 50;
/** Tokens are 53 characters; a web address around one fits as well. */
const SCAN_MAX_CHARS = 300;
const TOKEN = /(?:^|[/=#])GH[1-4][0-9A-HJKMNP-TV-Z]{50}$/u;

/**
 * Tells a hardware scanner from a person: it types a whole code without a pause and ends it with Enter.
 * Only looks on; nothing typed slowly is ever taken for a scan.
 */
export class ScanBurst {
  #text = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** Whether the next key would begin a new burst. */
  startsAt(atMs: number): boolean {
    return atMs - this.#lastAtMs > SCAN_GAP_MAX_MS;
  }

  /** Takes a key; returns the code when this key has completed one. */
  key(key: string, atMs: number): string | null {
    if (this.startsAt(atMs)) this.#text = '';
    this.#lastAtMs = atMs;
    if (key === 'Enter' || key === 'Tab') {
      const text = this.#text;
      this.#text = '';
      return isCode(text) ? text : null;
    }
    // Shift and the like come in between; keys with a meaning of their own are no part of a code.
    if (key.length === 1) this.#text = (this.#text + key).slice(-SCAN_MAX_CHARS);
    else if (key !== 'Shift' && key !== 'CapsLock') this.#text = '';
    return null;
  }
}

/** Whether a text is a code that is printed or shown: a token, or a number in any spelling. */
export function isCode(text: string): boolean {
  const trimmed = text.trim();
  return TOKEN.test(trimmed.toUpperCase()) || parseTicketNumber(trimmed).ok;
}

/** What a scanned code stands for, by its prefix; a number alone may be any of them. */
export type CodeKind = 'ticket' | 'reservation' | 'membership' | 'validation' | 'number';

const KINDS: Readonly<Record<string, CodeKind>> = {
  GH1: 'ticket',
  GH2: 'reservation',
  GH3: 'membership',
  GH4: 'validation',
};

export function codeKind(text: string): CodeKind {
  const token = TOKEN.exec(text.trim().toUpperCase())?.[0] ?? '';
  return KINDS[/GH[1-4]/u.exec(token)?.[0] ?? ''] ?? 'number';
}
