const LF = 0x0a;
const CR = 0x0d;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
/** A picture, a logo or a code larger than this is no job of ours. */
const DATA_MAX_BYTES = 1_000_000;

/** One thing that a printer is told, as far as the station's jobs use it. */
export type EscPosCommand =
  | { readonly kind: 'letter'; readonly byte: number }
  | { readonly kind: 'line-end' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'code-page'; readonly number: number }
  | { readonly kind: 'bold'; readonly on: boolean }
  | { readonly kind: 'size'; readonly wide: number; readonly high: number }
  | { readonly kind: 'align'; readonly to: 'left' | 'centre' | 'right' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'qr-module'; readonly dots: number }
  | { readonly kind: 'qr-data'; readonly text: string }
  | { readonly kind: 'qr-print' }
  | {
      readonly kind: 'raster';
      readonly widthBytes: number;
      readonly rows: number;
      readonly bits: Uint8Array;
    }
  | { readonly kind: 'automatic-status'; readonly mask: number }
  | { readonly kind: 'ask-paper' }
  | { readonly kind: 'ask-process'; readonly id: string }
  /** Taken and of no consequence for what stands on the paper. */
  | { readonly kind: 'nothing' };

export interface ReadCommand {
  readonly command: EscPosCommand;
  /** Where the next one begins. */
  readonly end: number;
}

const NOTHING: EscPosCommand = { kind: 'nothing' };
const ALIGNS = ['left', 'centre', 'right'] as const;

/**
 * The command that begins at `at`: null when it is not whole yet. Throws on what no job of the station
 * contains, so that a test or a played printer says where a job went wrong.
 * Source: Epson, ESC/POS Command Reference.
 */
export function readCommand(bytes: Uint8Array, at: number): ReadCommand | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first === LF) return { command: { kind: 'line-end' }, end: at + 1 };
  if (first === CR) return { command: NOTHING, end: at + 1 };
  if (first !== ESC && first !== FS && first !== GS) {
    if (first < 0x20) throw new Error(`unknown byte ${first} at ${at}`);
    return { command: { kind: 'letter', byte: first }, end: at + 1 };
  }
  const name = bytes[at + 1];
  if (name === undefined) return null;
  const pair = `${first === ESC ? 'ESC' : first === FS ? 'FS' : 'GS'} ${String.fromCharCode(name)}`;
  if (pair === 'ESC @') return { command: { kind: 'reset' }, end: at + 2 };
  if (pair === 'FS .') return { command: NOTHING, end: at + 2 };
  const argument = bytes[at + 2];
  if (argument === undefined) return null;
  if (pair === 'GS (') return sized(bytes, at, argument);
  if (pair === 'GS v') return raster(bytes, at);
  if (pair === 'GS V') {
    const isLong = argument === 65 || argument === 66;
    return { command: { kind: 'cut' }, end: at + (isLong ? 4 : 3) };
  }
  return { command: simple(pair, argument, at), end: at + 3 };
}

function simple(pair: string, argument: number, at: number): EscPosCommand {
  switch (pair) {
    case 'ESC M':
      return NOTHING;
    case 'ESC E':
      return { kind: 'bold', on: (argument & 1) === 1 };
    case 'ESC a':
      return { kind: 'align', to: ALIGNS[argument % 48] ?? 'left' };
    case 'ESC t':
      return { kind: 'code-page', number: argument };
    case 'GS !':
      return { kind: 'size', wide: (argument >> 4) + 1, high: (argument & 0x0f) + 1 };
    case 'GS a':
      return { kind: 'automatic-status', mask: argument };
    case 'GS r':
      return { kind: 'ask-paper' };
    default:
      throw new Error(`unknown command ${pair} at ${at}`);
  }
}

/** `GS ( k`: the parts of a QR code. `GS ( H`: an answer when all before it is printed. */
function sized(bytes: Uint8Array, at: number, group: number): ReadCommand | null {
  const low = bytes[at + 3];
  const high = bytes[at + 4];
  if (low === undefined || high === undefined) return null;
  const end = at + 5 + low + high * 256;
  if (bytes.length < end) return null;
  const body = bytes.subarray(at + 5, end);
  const fn = body[1];
  if (group === 0x48) {
    return { command: { kind: 'ask-process', id: latin(body.subarray(2, 6)) }, end };
  }
  if (group !== 0x6b) throw new Error(`unknown command GS ( ${group} at ${at}`);
  if (fn === 0x43) return { command: { kind: 'qr-module', dots: body[2] ?? 0 }, end };
  if (fn === 0x50) return { command: { kind: 'qr-data', text: latin(body.subarray(3)) }, end };
  if (fn === 0x51) return { command: { kind: 'qr-print' }, end };
  return { command: NOTHING, end };
}

function raster(bytes: Uint8Array, at: number): ReadCommand | null {
  if (bytes.length < at + 8) return null;
  const word = (from: number) => (bytes[from] ?? 0) + (bytes[from + 1] ?? 0) * 256;
  const widthBytes = word(at + 4);
  const rows = word(at + 6);
  if (widthBytes * rows > DATA_MAX_BYTES) throw new Error(`a picture too large at ${at}`);
  const end = at + 8 + widthBytes * rows;
  if (bytes.length < end) return null;
  return { command: { kind: 'raster', widthBytes, rows, bits: bytes.slice(at + 8, end) }, end };
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
