import { describe, expect, it } from 'vitest';
import {
  checksumOf,
  createFrameSplitter,
  decodeReadBack,
  encodeReadBack,
  encodeText,
} from './codec.ts';

const sign = {
  signType: 'Z',
  address: '00',
  file: 'A',
  mode: 'hold',
  placement: 'fill',
  checksum: false,
} as const;
const shown = (bytes: Buffer) =>
  [...bytes]
    .map((byte) =>
      byte < 0x20 ? `<${byte.toString(16).padStart(2, '0')}>` : String.fromCharCode(byte),
    )
    .join('');
const sync = '<00>'.repeat(5);

describe('the Alpha protocol', () => {
  it('writes a text file: sync, header, type and address, text, how it is shown, end', () => {
    expect(shown(encodeText(sign, ['HELLO']))).toBe(`${sync}<01>Z00<02>AA<1b>0bHELLO<04>`);
  });

  it('has a checksum on wish, of all from STX to ETX', () => {
    const told = '\x02AA\x1b0bHELLO\x03';
    const sum = [...told].reduce((total, char) => total + char.charCodeAt(0), 0);
    const hex = sum.toString(16).toUpperCase().padStart(4, '0');
    expect(checksumOf(told)).toBe(hex);
    expect(shown(encodeText({ ...sign, checksum: true }, ['HELLO']))).toBe(
      `${sync}<01>Z00<02>AA<1b>0bHELLO<03>${hex}<04>`,
    );
  });

  it.each([
    [['L2', '37'], 'L2<0d>37'],
    [['↑ 12', '← 3'], '<08>d 12<0d><08>f 3'],
    [['Zürich', '日本', 'a\x04b'], 'Zurich<0d>??<0d>a?b'],
  ])('says %j as %s', (lines, body) => {
    expect(shown(encodeText(sign, lines))).toBe(`${sync}<01>Z00<02>AA<1b>0b${body}<04>`);
  });

  it('speaks to one sign, in colour, moving', () => {
    const other = { ...sign, signType: '^', address: '0A', mode: 'rotate', colour: 'red' } as const;
    expect(shown(encodeText(other, ['X']))).toBe(`${sync}<01>^0A<02>AA<1b>0a<1c>1X<04>`);
    expect(shown(encodeReadBack(other))).toBe(`${sync}<01>^0A<02>BA<04>`);
  });

  it('finds replies in pieces and noise', () => {
    const reply = (sum: string) => `\0\0\0\x01000\x02AA\x1b0bHELLO\x03${sum}\x04`;
    const right = reply(checksumOf('\x02AA\x1b0bHELLO\x03'));
    const splitter = createFrameSplitter();
    const seen = [...`xx${right}${reply('0000')}`].map((char) =>
      splitter.push(Buffer.from(char, 'latin1')),
    );
    const frames = seen.flatMap((one) => one.frames);
    expect(frames.map((frame) => decodeReadBack(frame, 'A'))).toEqual([
      { text: '\x1b0bHELLO' },
      null,
    ]);
    expect(seen.reduce((sum, one) => sum + one.garbageBytes, 0)).toBe(2);
    expect(decodeReadBack(frames[0] ?? '', 'B')).toBeNull();
  });

  it('gives up a reply that does not end', () => {
    const { frames, garbageBytes } = createFrameSplitter().push(Buffer.alloc(5_000, 0x01));
    expect(frames).toEqual([]);
    expect(garbageBytes).toBe(5_000);
  });
});
