import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conditionOfAnswers,
  createPrinterReader,
  type PrinterCondition,
  type PrinterMessage,
  stopSentence,
} from './codec.ts';

const read = (...bytes: number[]) => createPrinterReader().push(Uint8Array.from(bytes));
const fine: PrinterCondition = { paper: 'present', coverOpen: false, error: null };
const changed = (change: Partial<PrinterCondition>): PrinterMessage => ({
  kind: 'changed',
  condition: { ...fine, ...change },
});

describe('what a printer sends', () => {
  it.each<[string, number[], readonly PrinterMessage[]]>([
    ['all is well', [0x14, 0x00, 0x00, 0x0f], [changed({})]],
    ['the roll is near its end', [0x14, 0x00, 0x03, 0x0f], [changed({ paper: 'low' })]],
    ['the roll is empty', [0x1c, 0x00, 0x0f, 0x0f], [changed({ paper: 'out' })]],
    ['the cover is open', [0x3c, 0x00, 0x00, 0x0f], [changed({ coverOpen: true })]],
    ['the knife is jammed', [0x1c, 0x08, 0x00, 0x0f], [changed({ error: 'cutter' })]],
    ['a fault that stays', [0x1c, 0x20, 0x00, 0x0f], [changed({ error: 'unrecoverable' })]],
    ['too hot', [0x1c, 0x40, 0x00, 0x0f], [changed({ error: 'recovering' })]],
    ['an answer', [0x12], [{ kind: 'now', byte: 0x12 }]],
    ['printed, paper left', [0x00], [{ kind: 'printed', paper: 'present' }]],
    ['printed, little paper left', [0x03], [{ kind: 'printed', paper: 'low' }]],
    ['wait and go on', [0x13, 0x11], []],
    [
      'an answer after a report',
      [0x14, 0x00, 0x00, 0x0f, 0x1e],
      [changed({}), { kind: 'now', byte: 0x1e }],
    ],
  ])('%s', (_what, bytes, messages) => {
    expect(read(...bytes)).toEqual({ messages, garbageBytes: 0 });
  });

  it('is taken apart however it is cut', () => {
    const reader = createPrinterReader();
    expect(reader.push(Uint8Array.of(0x14, 0x00)).messages).toEqual([]);
    expect(reader.push(Uint8Array.of(0x03, 0x0f)).messages).toEqual([changed({ paper: 'low' })]);
  });

  it('after half a report is read from its next message on', () => {
    const { messages, garbageBytes } = read(0x14, 0x00, 0x12, 0x14, 0x00, 0x00, 0x0f);
    expect(messages).toEqual([{ kind: 'now', byte: 0x12 }, changed({})]);
    expect(garbageBytes).toBe(2);
  });

  it('may be anything at all', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const reader = createPrinterReader();
        for (const chunk of chunks) reader.push(chunk);
        expect(reader.drop()).toBeLessThan(4);
        expect(reader.push(Uint8Array.of(0x12)).messages).toEqual([{ kind: 'now', byte: 0x12 }]);
      }),
    );
  });
});

describe('four answers tell how it stands', () => {
  it.each<[string, [number, number, number, number], PrinterCondition, string | null]>([
    ['well', [0x12, 0x12, 0x12, 0x12], fine, null],
    ['little paper', [0x12, 0x12, 0x12, 0x1e], { ...fine, paper: 'low' }, null],
    ['no paper', [0x1a, 0x32, 0x12, 0x7e], { ...fine, paper: 'out' }, 'It has no paper.'],
    ['open', [0x1a, 0x16, 0x12, 0x12], { ...fine, coverOpen: true }, 'Its cover is open.'],
    ['jammed', [0x1a, 0x52, 0x1a, 0x12], { ...fine, error: 'cutter' }, 'Its knife is jammed.'],
  ])('%s', (_what, [one, two, three, four], condition, sentence) => {
    const answers = { 1: one, 2: two, 3: three, 4: four };
    expect(conditionOfAnswers(answers)).toEqual(condition);
    expect(stopSentence(condition)).toBe(sentence);
  });
});
