import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACK, encodeFrame, NAK } from './serial-frame.ts';
import {
  createSerialLink,
  FRAME_ACK_TIMEOUT_MS,
  FRAME_PARTIAL_TIMEOUT_MS,
  FRAME_TRIES_MAX,
  type SerialLink,
} from './serial-link.ts';

const first = Buffer.from([0x06, 0x00, 0x00]);
const second = Buffer.from([0x80, 0x00, 0x00]);

describe('a serial link', () => {
  let written: string[];
  let messages: string[];
  let garbage: number;
  let deaths: number;
  let link: SerialLink;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const frame = (message: Uint8Array) => hex(encodeFrame(message));

  beforeEach(() => {
    vi.useFakeTimers();
    written = [];
    messages = [];
    garbage = 0;
    deaths = 0;
    link = createSerialLink({
      write: (bytes) => written.push(hex(bytes)),
      onMessage: (bytes) => messages.push(hex(bytes)),
      onGarbage: (bytes) => {
        garbage += bytes;
      },
      onDead: () => {
        deaths += 1;
      },
    });
  });
  afterEach(() => {
    link.reset();
    vi.useRealTimers();
  });

  it('sends one frame at a time', () => {
    link.send(first, false);
    link.send(second, false);
    expect(written).toEqual([frame(first)]);
    link.push(Uint8Array.of(ACK));
    expect(written).toEqual([frame(first), frame(second)]);
  });

  it('sends again what came in broken or was not answered, and gives up in the end', () => {
    link.send(first, false);
    link.push(Uint8Array.of(NAK));
    vi.advanceTimersByTime(FRAME_ACK_TIMEOUT_MS);
    expect(written).toEqual(Array.from({ length: FRAME_TRIES_MAX }, () => frame(first)));
    vi.advanceTimersByTime(FRAME_ACK_TIMEOUT_MS);
    expect([written.length, deaths]).toEqual([FRAME_TRIES_MAX, 1]);
  });

  it('never repeats by itself what must not happen twice', () => {
    link.send(first, true);
    vi.advanceTimersByTime(FRAME_ACK_TIMEOUT_MS * 10);
    expect([written, deaths]).toEqual([[frame(first)], 0]);
    link.send(second, false);
    expect(written).toEqual([frame(first), frame(second)]);
  });

  it('repeats even that when the other end says that it came in broken', () => {
    link.send(first, true);
    link.push(Uint8Array.of(NAK));
    expect(written).toEqual([frame(first), frame(first)]);
  });

  it('answers a whole frame, and asks for a broken or an unfinished one again', () => {
    link.push(encodeFrame(second));
    const broken = encodeFrame(second);
    broken[2] = 0x84;
    link.push(broken);
    link.push(encodeFrame(second).subarray(0, 4));
    vi.advanceTimersByTime(FRAME_PARTIAL_TIMEOUT_MS);
    expect(messages).toEqual([hex(second)]);
    expect(written).toEqual(['06', '15', '15']);
    expect(garbage).toBe(2);
  });

  it('forgets what waits when the line is lost', () => {
    link.send(first, false);
    link.send(second, false);
    link.reset();
    link.push(Uint8Array.of(ACK));
    vi.advanceTimersByTime(FRAME_ACK_TIMEOUT_MS * 10);
    expect([written, deaths]).toEqual([[frame(first)], 0]);
  });
});
