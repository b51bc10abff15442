import { describe, expect, test } from 'vitest';
import type { TailgateView } from './tailgate.ts';
import { isTailgate } from './tailgate.ts';

const BEHIND: TailgateView = {
  phase: 'armed',
  gate: 'open',
  gateAt: 10_000,
  held: false,
  armedSincePass: true,
};

const TABLE: readonly [string, Partial<TailgateView>, boolean][] = [
  ['the next one follows under an open gate', {}, true],
  ['while it closes', { gate: 'moving' }, true],
  ['just as it has closed', { gate: 'closed', gateAt: 19_500 }, true],
  ['with its amount on the sign', { phase: 'due' }, true],
  ['while staff decide', { phase: 'asking' }, true],
  ['a short one between the loops', { phase: 'idle' }, true],
  ['the one that the gate was opened for', { phase: 'vended' }, false],
  ['the same, rolling forth and back', { phase: 'passing' }, false],
  ['the one that passed, rolling back', { phase: 'idle', armedSincePass: false }, false],
  ['somebody on foot at a closed gate', { phase: 'idle', gate: 'closed' }, false],
  ['a gate that staff hold open', { held: true }, false],
  ['a gate that does not tell', { gate: 'unknown' }, false],
  ['a gate out of order', { gate: 'fault' }, false],
];

describe('the safety loop comes on', () => {
  test.each(TABLE)('%s', (_, view, expected) => {
    expect(isTailgate({ ...BEHIND, ...view }, 20_000)).toBe(expected);
  });
});
