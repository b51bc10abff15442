import { describe, expect, test } from 'vitest';
import type { TailgateView } from './tailgate.ts';
import { followedThrough, isTailgate } from './tailgate.ts';

const BEHIND: TailgateView = {
  phase: 'armed',
  gate: 'open',
  upUntil: 10_000,
  free: false,
  armedSincePass: true,
};

const TABLE: readonly [string, Partial<TailgateView>, boolean][] = [
  ['the next one follows under an open gate', {}, true],
  ['while it closes', { gate: 'moving' }, true],
  ['just as it has closed', { gate: 'closed', upUntil: 19_500 }, true],
  ['when it was found closed just now', { gate: 'closed', upUntil: null }, false],
  ['with its amount on the sign', { phase: 'due' }, true],
  ['while staff decide', { phase: 'asking' }, true],
  ['a short one between the loops', { phase: 'idle' }, true],
  ['the one that the gate was opened for', { phase: 'vended' }, false],
  ['the same, rolling forth and back', { phase: 'passing' }, false],
  ['the one that passed, rolling back', { phase: 'idle', armedSincePass: false }, false],
  ['somebody on foot at a closed gate', { phase: 'idle', gate: 'closed' }, false],
  ['a gate that staff hold open', { free: true }, false],
  ['a gate that does not tell', { gate: 'unknown' }, false],
  ['a gate out of order', { gate: 'fault' }, false],
];

describe('the safety loop comes on', () => {
  test.each(TABLE)('%s', (_, view, expected) => {
    expect(isTailgate({ ...BEHIND, ...view }, 20_000)).toBe(expected);
  });
});

const CLEAR = { free: false, heldMs: 3_000, limitMs: 20_000, followers: 0 };

describe('the safety loop is clear again', () => {
  test.each([
    ['one vehicle', {}, null],
    ['one that took its time', { heldMs: 20_000 }, null],
    ['longer than a vehicle', { heldMs: 20_001 }, { count: 1, how: 'loop-held' }],
    ['another close behind', { followers: 1 }, { count: 1, how: 'close-behind' }],
    ['a column of four', { followers: 3, heldMs: 60_000 }, { count: 3, how: 'close-behind' }],
    ['under a gate that is up for all', { free: true, followers: 2, heldMs: 60_000 }, null],
  ])('%s', (_, view, expected) => {
    expect(followedThrough({ ...CLEAR, ...view })).toEqual(expected);
  });
});
