import { describe, expect, test } from 'vitest';
import { isPair, isRepeatedRead, type ReadView } from './repeated-read.ts';

const READ: ReadView = {
  isKnownId: false,
  before: null,
  at: 100_000,
  confidence: 0.95,
  windowMs: 20_000,
  sureFrom: 0.8,
};
const sure = { at: 90_000, confidence: 0.9 };
const doubtful = { at: 90_000, confidence: 0.5 };

describe('rule 11: whether a read says nothing new', () => {
  test.each<[string, Partial<ReadView>, boolean]>([
    ['the first of its plate', {}, false],
    ['the same id, however late', { isKnownId: true, at: 9_000_000 }, true],
    ['the same plate within the window', { before: sure }, true],
    ['the same plate at the end of the window', { before: sure, at: 110_000 }, true],
    ['the same plate after the window', { before: sure, at: 110_001 }, false],
    ['doubtful before and sure now', { before: doubtful }, false],
    ['doubtful before and now', { before: doubtful, confidence: 0.79 }, true],
    ['sure before and doubtful now', { before: sure, confidence: 0.3 }, true],
  ])('%s: %s', (_, view, repeated) => {
    expect(isRepeatedRead({ ...READ, ...view })).toBe(repeated);
  });
});

describe('rule 11: whether two reads are of one vehicle', () => {
  const front = { position: 'front', at: 10_000 } as const;
  test.each([
    ['front and rear', { position: 'rear', at: 13_000 } as const, true],
    ['rear first', { position: 'rear', at: 5_000 } as const, true],
    ['too far apart', { position: 'rear', at: 15_001 } as const, false],
    ['front twice', { position: 'front', at: 11_000 } as const, false],
    ['a camera that does not say', { position: null, at: 11_000 }, false],
  ])('%s: %s', (_, other, pair) => {
    expect(isPair(front, other)).toBe(pair);
    expect(isPair(other, front)).toBe(pair);
  });
});
