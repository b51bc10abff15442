import { frameCrc } from './crc16.ts';

export const ACK = 0x06;
export const NAK = 0x15;
const STX = 0x02;
const ETX = 0x03;
const DLE = 0x10;

/** The longest APDU there is, and no more: what goes on beyond it is noise. */
const FRAME_MAX_BYTES = 65_540;

/** A message in its frame: DLE STX, the message with every DLE doubled, DLE ETX, CRC low, CRC high. */
export function encodeFrame(apdu: Uint8Array): Buffer {
  const body: number[] = [];
  for (const byte of apdu) {
    body.push(byte);
    if (byte === DLE) body.push(DLE);
  }
  const crc = frameCrc(apdu);
  return Buffer.from([DLE, STX, ...body, DLE, ETX, crc & 0xff, crc >>> 8]);
}

export type FrameEvent =
  | { readonly kind: 'frame'; readonly apdu: Buffer }
  /** A frame whose checksum or form is wrong. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  /** A byte outside of any frame that is no answer either. */
  | { readonly kind: 'garbage' };

export interface Deframer {
  push(chunk: Uint8Array): readonly FrameEvent[];
  /** Drops a frame that was begun and not ended; whether there was one. */
  dropPartial(): boolean;
  readonly hasPartial: boolean;
}

type Phase = 'outside' | 'opening' | 'body' | 'escape' | 'crc-low' | 'crc-high';

/** Finds frames and their answers in what comes over a serial line. */
export function createDeframer(): Deframer {
  return new FrameReader();
}

class FrameReader implements Deframer {
  #phase: Phase = 'outside';
  #body: number[] = [];
  #crcLow = 0;

  get hasPartial(): boolean {
    return this.#phase !== 'outside';
  }

  push(chunk: Uint8Array): readonly FrameEvent[] {
    const events: FrameEvent[] = [];
    for (const byte of chunk) {
      const event = this.#take(byte);
      if (event) events.push(event);
    }
    return events;
  }

  dropPartial(): boolean {
    const had = this.hasPartial;
    this.#reset();
    return had;
  }

  #take(byte: number): FrameEvent | null {
    switch (this.#phase) {
      case 'outside':
        if (byte === ACK) return { kind: 'ack' };
        if (byte === NAK) return { kind: 'nak' };
        if (byte !== DLE) return { kind: 'garbage' };
        this.#phase = 'opening';
        return null;
      case 'opening':
        if (byte !== STX) return this.#broken();
        this.#phase = 'body';
        return null;
      case 'body':
        if (byte === DLE) this.#phase = 'escape';
        else this.#body.push(byte);
        return this.#body.length > FRAME_MAX_BYTES ? this.#broken() : null;
      case 'escape':
        if (byte === STX) {
          // The sender began anew in the middle of a frame.
          this.#body = [];
          this.#phase = 'body';
          return { kind: 'broken' };
        }
        if (byte !== DLE && byte !== ETX) return this.#broken();
        this.#phase = byte === ETX ? 'crc-low' : 'body';
        if (byte === DLE) this.#body.push(DLE);
        return null;
      case 'crc-low':
        this.#crcLow = byte;
        this.#phase = 'crc-high';
        return null;
      case 'crc-high': {
        const apdu = Buffer.from(this.#body);
        this.#reset();
        const holds = frameCrc(apdu) === this.#crcLow + byte * 256;
        return holds ? { kind: 'frame', apdu } : { kind: 'broken' };
      }
    }
  }

  #broken(): FrameEvent {
    this.#reset();
    return { kind: 'broken' };
  }

  #reset(): void {
    this.#phase = 'outside';
    this.#body = [];
  }
}
