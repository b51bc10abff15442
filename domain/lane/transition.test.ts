import { describe, expect, test } from 'vitest';
import type { LanePhase } from '../lot/words.ts';
import type { LaneInput, LaneOutcome } from './transition.ts';
import { laneTransition } from './transition.ts';

type Row = [
  LanePhase,
  LaneInput,
  LanePhase,
  LaneOutcome,
  { armingOn?: boolean; armingCleared?: boolean }?,
];

const TABLE: readonly Row[] = [
  ['idle', 'arming-on', 'armed', 'arrived'],
  ['idle', 'arming-off', 'idle', null],
  ['idle', 'safety-on', 'idle', null],
  ['idle', 'safety-off', 'idle', null],
  ['idle', 'vended', 'vended', null],
  ['idle', 'time-over', 'idle', null],
  ['armed', 'arming-off', 'idle', 'left'],
  ['armed', 'vended', 'vended', null],
  ['armed', 'asked', 'asking', null],
  ['armed', 'due', 'due', null],
  ['armed', 'declined', 'armed', null],
  ['armed', 'safety-on', 'armed', null],
  ['armed', 'time-over', 'armed', null],
  ['asking', 'arming-off', 'idle', 'left'],
  ['asking', 'vended', 'vended', null],
  ['asking', 'declined', 'armed', null],
  ['due', 'arming-off', 'idle', 'left'],
  ['due', 'vended', 'vended', null],
  ['due', 'asked', 'asking', null],
  ['vended', 'safety-on', 'passing', null],
  ['vended', 'arming-off', 'idle', 'backed-out'],
  ['vended', 'arming-on', 'vended', null],
  ['vended', 'time-over', 'idle', 'expired', { armingOn: false }],
  ['vended', 'time-over', 'armed', 'expired', { armingOn: true }],
  ['passing', 'arming-off', 'passing', null],
  ['passing', 'arming-on', 'passing', null],
  ['passing', 'time-over', 'passing', null],
  ['passing', 'safety-off', 'idle', 'passed', { armingOn: false, armingCleared: true }],
  // The vehicle rolled back onto the arming loop it never left.
  ['passing', 'safety-off', 'vended', null, { armingOn: true, armingCleared: false }],
  // The next one came up behind while this one passed.
  ['passing', 'safety-off', 'armed', 'passed-and-next', { armingOn: true, armingCleared: true }],
];

describe('lane handshake', () => {
  test.each(TABLE)('%s + %s → %s, %s', (phase, input, next, outcome, view = {}) => {
    const lane = { phase, armingOn: true, armingCleared: false, ...view };
    expect(laneTransition(lane, input)).toEqual({ phase: next, outcome });
  });
});
