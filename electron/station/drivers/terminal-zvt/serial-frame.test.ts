import { describe, expect, it } from 'vitest';
import { createDeframer, encodeFrame } from './serial-frame.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/ /g, ''), 'hex');
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex').toUpperCase();

/** Frames as other implementers of the protocol published them. */
const PUBLISHED = [
  ['registration', '06 00 06 12 34 56 BA 09 78', '10 02 06 00 06 12 34 56 BA 09 78 10 03 24 C3'],
  [
    'authorisation with a doubled DLE',
    '06 01 0A 04 00 00 00 01 10 00 49 09 78',
    '10 02 06 01 0A 04 00 00 00 01 10 10 00 49 09 78 10 03 F2 FF',
  ],
  ['diagnosis', '06 70 00', '10 02 06 70 00 10 03 D9 F9'],
  ['acknowledgement', '80 00 00', '10 02 80 00 00 10 03 F5 1F'],
  ['please wait', '84 9C 00', '10 02 84 9C 00 10 03 C3 41'],
  ['status enquiry', '05 01 03 12 34 56', '10 02 05 01 03 12 34 56 10 03 E0 43'],
  [
    'completion',
    '06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00',
    '10 02 06 0F 0B F0 F0 F7 32 2E 31 34 2E 31 35 00 10 03 B1 11',
  ],
] as const;

describe('a serial frame', () => {
  it.each(PUBLISHED)('%s', (_what, apdu, frame) => {
    expect(hex(encodeFrame(bytes(apdu)))).toBe(hex(bytes(frame)));
    expect(createDeframer().push(bytes(frame))).toEqual([{ kind: 'frame', apdu: bytes(apdu) }]);
  });

  it('is found wherever the line cuts it', () => {
    const frame = bytes(PUBLISHED[1][2]);
    for (let cut = 0; cut <= frame.length; cut++) {
      const deframer = createDeframer();
      const events = [
        ...deframer.push(frame.subarray(0, cut)),
        ...deframer.push(frame.subarray(cut)),
      ];
      expect(events).toEqual([{ kind: 'frame', apdu: bytes(PUBLISHED[1][1]) }]);
    }
  });

  it('is broken by any one byte that is wrong', () => {
    const frame = bytes(PUBLISHED[0][2]);
    for (let at = 2; at < frame.length; at++) {
      const bad = Buffer.from(frame);
      bad[at] = (bad[at] ?? 0) ^ 0x41;
      const events = createDeframer().push(bad);
      expect(events.some(({ kind }) => kind === 'frame')).toBe(false);
    }
  });

  it('is whole after noise, an answer and a frame that was begun', () => {
    const frame = bytes(PUBLISHED[3][2]);
    const events = createDeframer().push(Buffer.concat([bytes('00 06 15 10 02 06 01'), frame]));
    expect(events.map(({ kind }) => kind)).toEqual(['garbage', 'ack', 'nak', 'broken', 'frame']);
  });
});
