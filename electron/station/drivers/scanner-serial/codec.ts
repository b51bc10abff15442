/** Longer than any ticket token; what goes on longer is noise or another device. */
export const SCAN_LINE_MAX_BYTES = 512;

export interface SplitResult {
  readonly lines: readonly string[];
  /** Lines that were too long. */
  readonly oversized: number;
  /** Lines with bytes that no barcode text has. */
  readonly garbage: number;
}

export interface LineSplitter {
  push(chunk: Uint8Array): SplitResult;
  /** Drops a line that was begun and not ended; whether there was one. */
  dropPartial(): boolean;
  readonly hasPartial: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const STX = 0x02;
const ETX = 0x03;

/**
 * Splits what a scanner sends into lines ended by CR, LF or both; empty lines are no lines, so CR LF is
 * one end. Only printable ASCII passes; the frame bytes STX and ETX that some scanners add are cut off.
 */
export function createLineSplitter(maxBytes = SCAN_LINE_MAX_BYTES): LineSplitter {
  let bytes: number[] = [];
  let overlong = false;

  function endLine(result: { lines: string[]; oversized: number; garbage: number }): void {
    const line = bytes;
    bytes = [];
    if (overlong) {
      overlong = false;
      result.oversized += 1;
      return;
    }
    const start = line[0] === STX ? 1 : 0;
    const end = line.at(-1) === ETX ? line.length - 1 : line.length;
    const body = line.slice(start, end);
    if (body.length === 0) return;
    if (body.some((byte) => byte < 0x20 || byte > 0x7e)) {
      result.garbage += 1;
      return;
    }
    const text = String.fromCharCode(...body).trim();
    if (text !== '') result.lines.push(text);
  }

  return {
    push(chunk) {
      const result = { lines: [] as string[], oversized: 0, garbage: 0 };
      for (const byte of chunk) {
        if (byte === LF || byte === CR) endLine(result);
        else if (bytes.length < maxBytes) bytes.push(byte);
        else overlong = true;
      }
      return result;
    },
    dropPartial() {
      const had = bytes.length > 0;
      bytes = [];
      overlong = false;
      return had;
    },
    get hasPartial() {
      return bytes.length > 0;
    },
  };
}
