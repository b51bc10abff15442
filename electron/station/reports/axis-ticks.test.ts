import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '#domain/kernel/instant.ts';
import { axisTicks } from './axis-ticks.ts';

describe('the ticks of an axis', () => {
  it.each([
    [
      'money',
      0,
      12_906_500,
      [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000, 12_500_000, 15_000_000],
    ],
    ['count', 0, 298, [0, 50, 100, 150, 200, 250, 300]],
    ['count', 0, 1, [0, 1]],
    ['count', 0, 4, [0, 1, 2, 3, 4]],
    ['share', 0, 1, [0, 0.25, 0.5, 0.75, 1]],
    ['money', -12_500, 30_000, [-20_000, -10_000, 0, 10_000, 20_000, 30_000]],
  ] as const)('%s from %i to %i', (kind, least, most, ticks) => {
    expect(axisTicks(least, most, kind)).toEqual(ticks);
  });

  it('go by the clock for lengths of time', () => {
    expect(axisTicks(0, 4 * HOUR_MS, 'duration').slice(0, 3)).toEqual([0, HOUR_MS, 2 * HOUR_MS]);
    expect(axisTicks(0, 9 * DAY_MS, 'duration').at(1)).toBe(2 * DAY_MS);
  });

  it('reach over every value, in a handful of even steps', () => {
    const kinds = fc.constantFrom('count', 'money', 'share', 'decimal', 'duration');
    const value = fc.integer({ min: 1, max: 10 ** 12 });
    const below = fc.integer({ min: -(10 ** 9), max: 0 });
    fc.assert(
      fc.property(kinds, below, value, (kind, least, most) => {
        const ticks = axisTicks(least, most, kind as 'count');
        expect(ticks[0]).toBeLessThanOrEqual(least);
        expect(ticks.at(-1) ?? 0).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
