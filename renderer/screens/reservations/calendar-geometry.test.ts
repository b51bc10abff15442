import { describe, expect, test } from 'vitest';
import { lanesOf, stretchOf } from './calendar-geometry.ts';

const shown = { fromAt: 100, toAt: 200 };

describe('a booking in the calendar', () => {
  test.each([
    ['within', { fromAt: 110, toAt: 135 }, { leftPercent: 10, widthPercent: 25 }],
    ['from before', { fromAt: 0, toAt: 150 }, { leftPercent: 0, widthPercent: 50 }],
    ['to after', { fromAt: 190, toAt: 500 }, { leftPercent: 90, widthPercent: 10 }],
    ['that ends where it begins', { fromAt: 50, toAt: 100 }, null],
  ])('%s', (_, booking, stretch) => {
    expect(stretchOf(booking, shown)).toEqual(stretch);
  });

  test('overlapping ones stand below each other, those that follow side by side', () => {
    const a = { fromAt: 0, toAt: 10 };
    const b = { fromAt: 5, toAt: 15 };
    const c = { fromAt: 10, toAt: 20 };
    expect(lanesOf([c, b, a])).toEqual([[a, c], [b]]);
  });
});
