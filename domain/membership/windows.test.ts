import { describe, expect, test } from 'vitest';
import type { RightsWindow } from './plan.ts';
import { clock, hoursSince, LONDON } from './samples.testing.ts';
import { inWindows, windowSpans } from './windows.ts';

const DAY: RightsWindow = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' };
const NIGHT: RightsWindow = { days: ['fri'], from: '22:00', to: '06:00' };

function spans(windows: readonly RightsWindow[], from: string, to: string) {
  const fromAt = clock(from);
  return hoursSince(fromAt, windowSpans(windows, { fromAt, toAt: clock(to) }, LONDON));
}

describe('weekly windows', () => {
  // 2026-03-02 is a Monday.
  test.each([
    ['a day within', [DAY], '2026-03-02 08:00', '2026-03-02 17:00', [[0, 9]]],
    ['early and late parts are outside', [DAY], '2026-03-02 06:00', '2026-03-02 20:30', [[1, 13]]],
    [
      'two days',
      [DAY],
      '2026-03-02 18:00',
      '2026-03-03 08:00',
      [
        [0, 1],
        [13, 14],
      ],
    ],
    ['a weekend', [DAY], '2026-03-07 08:00', '2026-03-08 20:00', []],
    [
      'over midnight, from the day it opens',
      [NIGHT],
      '2026-03-06 20:00',
      '2026-03-07 12:00',
      [[2, 10]],
    ],
    [
      'entered in the morning of last night',
      [NIGHT],
      '2026-03-07 04:00',
      '2026-03-07 12:00',
      [[0, 2]],
    ],
    ['not the night after a Saturday', [NIGHT], '2026-03-07 20:00', '2026-03-08 06:00', []],
    [
      'windows that meet are one span',
      [DAY, { days: ['mon'], from: '19:00', to: '24:00' }],
      '2026-03-02 12:00',
      '2026-03-03 00:00',
      [[0, 12]],
    ],
    [
      'all day: equal times',
      [{ days: ['mon'], from: '00:00', to: '00:00' }],
      '2026-03-02 00:00',
      '2026-03-03 12:00',
      [[0, 24]],
    ],
  ] as const)('%s', (_, windows, from, to, expected) => {
    expect(spans(windows as readonly RightsWindow[], from, to)).toEqual(expected);
  });

  // In London clocks go from 1 to 2 on 2026-03-29 and from 2 to 1 on 2026-10-25, both Sundays.
  const SUNDAY: RightsWindow = { days: ['sun'], from: '00:30', to: '03:00' };
  test('spring takes an hour of the window away', () => {
    expect(spans([SUNDAY], '2026-03-29 00:00', '2026-03-29 12:00')).toEqual([[0.5, 2]]);
  });
  test('autumn gives the hour twice', () => {
    expect(spans([SUNDAY], '2026-10-25 00:00', '2026-10-25 12:00')).toEqual([[0.5, 4]]);
  });

  test('an edge belongs to the window that it opens', () => {
    expect(inWindows([DAY], clock('2026-03-02 07:00'), LONDON)).toBe(true);
    expect(inWindows([DAY], clock('2026-03-02 07:00') - 1, LONDON)).toBe(false);
    expect(inWindows([DAY], clock('2026-03-02 19:00'), LONDON)).toBe(false);
  });
});
