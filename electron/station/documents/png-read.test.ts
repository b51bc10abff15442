import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it, test } from 'vitest';
import { NotAPng, readPng } from './png-read.ts';
import { qrMatrix } from './qr-matrix.ts';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-png-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const SECRET = 'GATEHOUSE LOGO 4711';
/** A code with its quiet zone, so that a scanner tells whether a file shows it: 0 is ink, 1 is paper. */
const MODULE = 4;
const matrix = qrMatrix(SECRET);
const SIDE = (matrix.size + 8) * MODULE + 3;
const isPaper = (x: number, y: number) => {
  const [column, row] = [Math.floor(x / MODULE) - 4, Math.floor(y / MODULE) - 4];
  const isIn = column >= 0 && row >= 0 && column < matrix.size && row < matrix.size;
  return !(isIn && matrix.isDark(column, row));
};

type Kind = { readonly type: number; readonly depth: number; readonly samples: number };

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

function headerChunk(
  width: number,
  height: number,
  { type, depth }: Pick<Kind, 'type' | 'depth'>,
  interlace: number,
): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, type, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const END = chunk('IEND', new Uint8Array());
const STARTS = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The rows of a picture, packed bit by bit; what a pixel holds is told by the caller. */
function rowsOf(kind: Kind, isInterlaced: boolean, samplesAt: (x: number, y: number) => number[]) {
  const bytes: number[] = [];
  for (const [left, top, stepX, stepY] of isInterlaced ? STARTS : ([[0, 0, 1, 1]] as const)) {
    for (let y = top; y < SIDE; y += stepY) {
      let bits = '';
      for (let x = left; x < SIDE; x += stepX)
        for (const value of samplesAt(x, y)) bits += value.toString(2).padStart(kind.depth, '0');
      if (bits === '') continue;
      bytes.push(0);
      for (let at = 0; at < bits.length; at += 8)
        bytes.push(Number.parseInt(bits.slice(at, at + 8).padEnd(8, '0'), 2));
    }
  }
  return deflateSync(Uint8Array.from(bytes));
}

function fileOf(kind: Kind, isInterlaced: boolean): Buffer {
  const top = 2 ** kind.depth - 1;
  const hasAlpha = kind.samples === 2 || kind.samples === 4;
  const packed = rowsOf(kind, isInterlaced, (x, y) => {
    const paper = isPaper(x, y);
    // Paper is transparent black where there is an alpha: only who heeds it sees the code.
    if (hasAlpha) return [...Array<number>(kind.samples - 1).fill(0), paper ? 0 : top];
    return Array<number>(kind.samples).fill(paper ? top : 0);
  });
  const palette = Buffer.from([
    0,
    0,
    0,
    ...Array<number>((2 ** Math.min(8, kind.depth) - 1) * 3).fill(255),
  ]);
  return Buffer.concat([
    SIGNATURE,
    headerChunk(SIDE, SIDE, kind, isInterlaced ? 1 : 0),
    ...(kind.type === 3 ? [chunk('PLTE', palette)] : []),
    // In two pieces, as many programs write it.
    chunk('IDAT', packed.subarray(0, 40)),
    chunk('IDAT', packed.subarray(40)),
    END,
  ]);
}

const KINDS: readonly [string, Kind][] = [
  ['1 bit grey', { type: 0, depth: 1, samples: 1 }],
  ['2 bit grey', { type: 0, depth: 2, samples: 1 }],
  ['4 bit grey', { type: 0, depth: 4, samples: 1 }],
  ['8 bit grey', { type: 0, depth: 8, samples: 1 }],
  ['16 bit grey', { type: 0, depth: 16, samples: 1 }],
  ['8 bit colour', { type: 2, depth: 8, samples: 3 }],
  ['16 bit colour', { type: 2, depth: 16, samples: 3 }],
  ['1 bit palette', { type: 3, depth: 1, samples: 1 }],
  ['4 bit palette', { type: 3, depth: 4, samples: 1 }],
  ['8 bit palette', { type: 3, depth: 8, samples: 1 }],
  ['8 bit grey and alpha', { type: 4, depth: 8, samples: 2 }],
  ['16 bit grey and alpha', { type: 4, depth: 16, samples: 2 }],
  ['8 bit colour and alpha', { type: 6, depth: 8, samples: 4 }],
  ['16 bit colour and alpha', { type: 6, depth: 16, samples: 4 }],
];

describe.each(KINDS)('a file of %s', (name, kind) => {
  it.each([false, true])('is read as it is, interlaced: %s', (isInterlaced) => {
    const file = fileOf(kind, isInterlaced);
    const { width, height, pixels } = readPng(file);
    expect([width, height]).toEqual([SIDE, SIDE]);
    const wrong = pixels.findIndex(
      (grey, at) => grey !== (isPaper(at % SIDE, Math.floor(at / SIDE)) ? 255 : 0),
    );
    expect(wrong).toBe(-1);
    // That the file itself is right, a reader of somebody else's says.
    if (kind.samples % 2 === 0) return;
    const path = join(directory, `${name}-${isInterlaced}.png`.replaceAll(' ', '-'));
    writeFileSync(path, file);
    const args = ['--quiet', '--raw', '--nodbus', path];
    expect(execFileSync('zbarimg', args, { encoding: 'utf8' }).trim()).toBe(SECRET);
  });
});

test('one clear colour is paper', () => {
  const kind: Kind = { type: 2, depth: 8, samples: 3 };
  const packed = rowsOf(kind, false, (x, y) => (isPaper(x, y) ? [10, 20, 30] : [0, 0, 0]));
  const file = Buffer.concat([
    SIGNATURE,
    headerChunk(SIDE, SIDE, kind, 0),
    chunk('tRNS', Uint8Array.of(0, 10, 0, 20, 0, 30)),
    chunk('IDAT', packed),
    END,
  ]);
  expect(readPng(file).pixels[0]).toBe(255);
});

const good = fileOf({ type: 0, depth: 8, samples: 1 }, false);
const grey8 = { type: 0, depth: 8 };
const withData = (header: Buffer, packed: Uint8Array) =>
  Buffer.concat([SIGNATURE, header, chunk('IDAT', packed), END]);

describe('what cannot be printed is refused in a sentence', () => {
  it.each([
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /no PNG file/],
    ['nothing', Buffer.alloc(0), /no PNG file/],
    ['a file cut in its picture', good.subarray(0, good.length - 200), /cut off/],
    ['a file without its end', good.subarray(0, good.length - 12), /cut off/],
    [
      'a picture too wide',
      withData(headerChunk(2_001, 1, grey8, 0), deflateSync(Buffer.alloc(2))),
      /2001 × 1 pixels/,
    ],
    [
      'a picture of too many pixels',
      withData(headerChunk(1_500, 1_500, grey8, 0), deflateSync(Buffer.alloc(2))),
      /1\.5 million/,
    ],
    [
      'a picture of 4 billion rows',
      withData(headerChunk(1, 0xffffffff, grey8, 0), deflateSync(Buffer.alloc(2))),
      /Make it smaller/,
    ],
    [
      'a picture of no size',
      withData(headerChunk(0, 5, grey8, 0), deflateSync(Buffer.alloc(2))),
      /0 × 5 pixels/,
    ],
    [
      'a depth that there is not',
      withData(headerChunk(1, 1, { type: 2, depth: 4 }, 0), deflateSync(Buffer.alloc(4))),
      /damaged/,
    ],
    [
      'a palette that is missing',
      withData(headerChunk(1, 1, { type: 3, depth: 8 }, 0), deflateSync(Buffer.alloc(2))),
      /damaged/,
    ],
    [
      'a filter that there is not',
      withData(headerChunk(1, 1, grey8, 0), deflateSync(Uint8Array.of(9, 0))),
      /damaged/,
    ],
    // 48 KB that unpack to 40 MB, behind a header of one pixel.
    [
      'a bomb',
      withData(headerChunk(1, 1, grey8, 0), deflateSync(Buffer.alloc(40_000_000))),
      /damaged/,
    ],
  ])('%s', (_what, file, message) => {
    const act = () => readPng(file);
    expect(act).toThrow(NotAPng);
    expect(act).toThrow(message);
  });

  it('a bomb takes no more memory than the picture that it says to be', () => {
    const bomb = withData(headerChunk(1, 1, grey8, 0), deflateSync(Buffer.alloc(100_000_000)));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readPng(bomb)).toThrow(NotAPng);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16_000_000);
  });

  it('whatever is changed in a file: it is read, or refused in a sentence', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const file = Buffer.from(good);
        file[at] = byte;
        for (const one of [file, good.subarray(0, length)])
          try {
            expect(readPng(one).pixels.length).toBe(SIDE * SIDE);
          } catch (error) {
            expect(error).toBeInstanceOf(NotAPng);
          }
      }),
    );
  });
});
