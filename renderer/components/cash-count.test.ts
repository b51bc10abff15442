import { describe, expect, it } from 'vitest';
import { countOf } from './cash-count.ts';

describe('counting a drawer', () => {
  it('lists what was counted, largest first, empty fields left out', () => {
    const counts = new Map([
      [100, '3'],
      [50_000, '2'],
      [200, ''],
    ]);
    expect(countOf(counts, 'INR')).toEqual([
      { pieceMinor: 50_000, count: 2 },
      { pieceMinor: 100, count: 3 },
    ]);
  });

  it('knows when nothing was counted, and when something typed is no number', () => {
    expect(countOf(new Map(), 'INR')).toBe('none');
    expect(countOf(new Map([[100, '']]), 'INR')).toBe('none');
    expect(countOf(new Map([[100, '3x']]), 'INR')).toBe('bad');
    expect(countOf(new Map([[100, '-3']]), 'INR')).toBe('bad');
  });

  it('has no pieces for a currency without a list', () => {
    expect(countOf(new Map([[100, '3']]), 'XYZ')).toBe('none');
  });
});
