import type { DeviceOf } from '#domain/facility/device-file.ts';
import { unescapeText } from '../escaped-text.ts';

export type AsciiBarrier = DeviceOf<'barrier-ascii'>;
export type AsciiWord = AsciiBarrier['words'][number];

/** No line of a barrier is longer; more is noise. */
export const LINE_MAX_BYTES = 1_024;

/**
 * Whether a line is what a pattern says, `*` standing for anything. Looked for piece by piece, from left to
 * right, so that no pattern takes long.
 */
export function matches(pattern: string, line: string): boolean {
  const pieces = unescapeText(pattern).split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return line === first;
  if (!line.startsWith(first) || line.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = line.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= line.length - last.length && line.endsWith(last);
}

/** The bytes of a command, with the line's ending. */
export function encodeLine(text: string, ending: string): Buffer {
  return Buffer.from(unescapeText(text) + unescapeText(ending), 'latin1');
}

/** What the words of a device's file say of a line; the first that fits counts, null for none. */
export function wordOf(words: readonly AsciiWord[], line: string): AsciiWord | null {
  return words.find((word) => matches(word.line, line)) ?? null;
}

/** Cuts what the line brings into lines, without their endings; empty ones are left out. */
export function createLineCutter(ending: string): {
  push(chunk: Uint8Array): { readonly lines: readonly string[]; readonly garbageBytes: number };
} {
  const end = unescapeText(ending);
  let buffer = '';
  return {
    push(chunk) {
      buffer += Buffer.from(chunk).toString('latin1');
      const parts = buffer.split(end);
      buffer = parts.pop() ?? '';
      const lines = parts.filter((line) => line !== '' && line.length <= LINE_MAX_BYTES);
      let garbageBytes = 0;
      for (const line of parts) if (line.length > LINE_MAX_BYTES) garbageBytes += line.length;
      if (buffer.length > LINE_MAX_BYTES) {
        garbageBytes += buffer.length;
        buffer = '';
      }
      return { lines, garbageBytes };
    },
  };
}
