import {
  ALPHA_COLOURS,
  ALPHA_MODES,
  ALPHA_PLACEMENTS,
  ARROWS,
} from '#domain/facility/device/sign.ts';
import type { DeviceOf } from '#domain/facility/device-file.ts';

export type AlphaSign = DeviceOf<'sign-alpha'>;

const SOH = '\x01';
const STX = '\x02';
const ETX = '\x03';
const EOT = '\x04';
const CR = '\r';
const ESC = '\x1b';
const COLOUR = '\x1c';
/** The sign finds its baud rate by these; five at least (Alpha protocol 9708-8061F, 5.1). */
const SYNC = '\0'.repeat(5);
const WRITE_TEXT = 'A';
const READ_TEXT = 'B';
/** No reply to what a sign is asked is longer. */
export const REPLY_MAX_BYTES = 4_096;
/** Its own characters, in two bytes so that they pass seven-bit lines (appendix G). */
const CHARACTERS: Readonly<Record<string, string>> = {
  [ARROWS.up]: '\x08\x64',
  [ARROWS.down]: '\x08\x65',
  [ARROWS.left]: '\x08\x66',
  [ARROWS.right]: '\x08\x67',
};

type Settings = Pick<
  AlphaSign,
  'signType' | 'address' | 'file' | 'mode' | 'placement' | 'colour' | 'checksum'
>;

/** The packet that writes lines into the sign's text file. */
export function encodeText(sign: Settings, lines: readonly string[]): Buffer {
  const { file, mode, placement, colour } = sign;
  const how = ESC + ALPHA_PLACEMENTS[placement] + ALPHA_MODES[mode];
  const painted = colour === undefined ? '' : COLOUR + ALPHA_COLOURS[colour];
  return packet(sign, WRITE_TEXT + file + how + painted + bodyOf(lines));
}

/** The packet that asks what stands in the text file. */
export function encodeReadBack(sign: Settings): Buffer {
  return packet(sign, READ_TEXT + sign.file);
}

/** What the sign is to hold after `encodeText`, without how it is shown. */
export function bodyOf(lines: readonly string[]): string {
  return lines.map(toSign).join(CR);
}

/** The checksum, of what lies from STX to ETX with both, as four hexadecimal digits. */
export function checksumOf(text: string): string {
  let sum = 0;
  for (const byte of Buffer.from(text, 'latin1')) sum = (sum + byte) & 0xffff;
  return sum.toString(16).toUpperCase().padStart(4, '0');
}

function packet(sign: Settings, command: string): Buffer {
  const { signType, address } = sign;
  const told = STX + command;
  const checked = sign.checksum ? told + ETX + checksumOf(told + ETX) : told;
  return Buffer.from(SYNC + SOH + signType + address + checked + EOT, 'latin1');
}

/** Seven-bit text: accents are left out, what else the sign has no character for is a question mark. */
function toSign(line: string): string {
  const plain = line.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...plain].map((char) => CHARACTERS[char] ?? (/[ -~]/.test(char) ? char : '?')).join('');
}

/** What a sign says of its text file, or null for what is no such reply. */
export function decodeReadBack(frame: string, file: string): { readonly text: string } | null {
  const from = frame.indexOf(STX);
  const end = frame.lastIndexOf(ETX);
  if (from < 0 || frame.slice(from + 1, from + 3) !== WRITE_TEXT + file) return null;
  const told = frame.slice(from, end < 0 ? frame.length : end + 1);
  const sum = end < 0 ? '' : frame.slice(end + 1).trim();
  if (sum !== '' && sum.toUpperCase() !== checksumOf(told)) return null;
  return { text: told.slice(3, end < 0 ? undefined : -1) };
}

/** Finds the frames of a sign, from SOH to EOT, in what its line brings. */
export function createFrameSplitter(): {
  push(chunk: Uint8Array): { readonly frames: readonly string[]; readonly garbageBytes: number };
} {
  let buffer = '';
  return {
    push(chunk) {
      buffer += Buffer.from(chunk).toString('latin1');
      const frames: string[] = [];
      let garbageBytes = 0;
      for (;;) {
        const start = buffer.indexOf(SOH);
        const noise = start < 0 ? buffer : buffer.slice(0, start);
        // The sign sends NULs before each reply as well.
        garbageBytes += noise.replaceAll('\0', '').length;
        buffer = start < 0 ? '' : buffer.slice(start);
        const end = buffer.indexOf(EOT);
        if (end < 0) break;
        frames.push(buffer.slice(1, end));
        buffer = buffer.slice(end + 1);
      }
      if (buffer.length > REPLY_MAX_BYTES) {
        garbageBytes += buffer.length;
        buffer = '';
      }
      return { frames, garbageBytes };
    },
  };
}
