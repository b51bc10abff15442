import { parseTicketNumber } from '#domain/ticket/number.ts';

/**
 * The longest pause between two keys of a number that was scanned. People who type fast stay well
 * above it, and a number is all that they would ever type.
 */
export const NUMBER_GAP_MAX_MS = 50;
/** Nobody types the 53 characters of a token, so there a busy machine may hold keys back for longer. */
export const TOKEN_GAP_MAX_MS = 250;
/** Tokens are 53 characters; a web address around one fits as well. */
const SCAN_MAX_CHARS = 300;
const TOKEN = /(?:\S*[/=#])?GH[1-4][0-9A-HJKMNP-TV-Z]{50}$/iu;

/**
 * Tells a hardware scanner from a person: it types a whole code without a pause and ends it with Enter.
 * Only looks on; nothing typed slowly is ever taken for a scan.
 */
export class ScanBurst {
  /** Since the last pause that is too long for a token, and for a number. */
  #slow = '';
  #fast = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** Takes a key; returns the code when this key has completed one. */
  key(key: string, atMs: number): string | null {
    const gapMs = atMs - this.#lastAtMs;
    this.#lastAtMs = atMs;
    if (gapMs > TOKEN_GAP_MAX_MS) this.#slow = '';
    if (gapMs > NUMBER_GAP_MAX_MS) this.#fast = '';
    if (key === 'Enter' || key === 'Tab') {
      const code = TOKEN.exec(this.#slow)?.[0] ?? (isCode(this.#fast) ? this.#fast : null);
      this.#forget();
      return code;
    }
    if (key.length === 1) {
      this.#slow = (this.#slow + key).slice(-SCAN_MAX_CHARS);
      this.#fast = (this.#fast + key).slice(-SCAN_MAX_CHARS);
    } else if (key !== 'Shift' && key !== 'CapsLock') {
      // Shift and the like come in between; keys with a meaning of their own are no part of a code.
      this.#forget();
    }
    return null;
  }

  #forget(): void {
    this.#slow = '';
    this.#fast = '';
  }
}

/** Whether a text is a code that is printed or shown: a token, or a number in any spelling. */
export function isCode(text: string): boolean {
  const trimmed = text.trim();
  return TOKEN.exec(trimmed)?.[0] === trimmed || parseTicketNumber(trimmed).ok;
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
