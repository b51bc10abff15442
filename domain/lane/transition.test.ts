import { describe, expect, test } from 'vitest';
import type { LanePhase } from '../lot/words.ts';
import type { LaneInput, LaneOutcome, LaneView } from './transition.ts';
import { laneTransition } from './transition.ts';
import { LANE_GUARDS, LANE_INPUTS, LANE_TABLE } from './transition-table.ts';

type Row = [LanePhase, LaneInput, LanePhase, LaneOutcome, Partial<LaneView>?];

/** An ordinary vehicle at an ordinary gate. */
const VIEW: Omit<LaneView, 'phase'> = {
  armingOn: true,
  armingCleared: false,
  followers: 0,
  armedSincePass: true,
  free: false,
  authorised: true,
  onBoth: false,
};
const ON_BOTH = { onBoth: true };
const FREE = { free: true, authorised: false };
const NOTHING_CHANGES: readonly [LanePhase, readonly LaneInput[]][] = [
  [
    'idle',
    [
      'arming-off',
      'safety-on',
      'safety-off',
      'asked',
      'declined',
      'due',
      'ticket-asked',
      'time-over',
    ],
  ],
  ['armed', ['arming-on', 'safety-on', 'safety-off', 'declined', 'time-over']],
  ['asking', ['arming-on', 'safety-on', 'safety-off', 'asked', 'time-over']],
  ['due', ['arming-on', 'safety-on', 'safety-off', 'due', 'ticket-asked', 'time-over']],
  [
    'printing',
    ['arming-on', 'safety-on', 'safety-off', 'asked', 'due', 'ticket-asked', 'time-over'],
  ],
  ['vended', ['arming-on', 'safety-off', 'vended', 'asked', 'declined', 'due', 'ticket-asked']],
  [
    'passing',
    [
      'arming-on',
      'arming-off',
      'safety-on',
      'vended',
      'asked',
      'declined',
      'due',
      'ticket-asked',
      'time-over',
    ],
  ],
];

const RULES: Readonly<Record<string, readonly Row[]>> = {
  'rule 1: only a vehicle on the arming loop is dealt with, and backing out ends it': [
    ['idle', 'arming-on', 'armed', 'arrived'],
    ['armed', 'arming-off', 'idle', 'left'],
    ['asking', 'arming-off', 'idle', 'left'],
    ['due', 'arming-off', 'idle', 'left'],
    ['vended', 'arming-off', 'idle', 'backed-out'],
    ['idle', 'vended', 'vended', null],
    ['armed', 'vended', 'vended', null],
    ['asking', 'vended', 'vended', null],
    ['due', 'vended', 'vended', null],
    ['armed', 'ticket-asked', 'printing', null],
    ['asking', 'ticket-asked', 'printing', null],
    ['printing', 'vended', 'vended', null],
    ['printing', 'declined', 'armed', null],
    ['printing', 'arming-off', 'idle', 'backed-out'],
  ],
  'rule 2: only the complete sequence of loops counts, and rolling back does not': [
    ['vended', 'safety-on', 'passing', null],
    ['passing', 'safety-off', 'idle', 'passed', { armingOn: false, armingCleared: true }],
    ['passing', 'safety-off', 'armed', 'passed-and-next', { armingCleared: true }],
    ['passing', 'safety-off', 'vended', null],
    ['passing', 'safety-off', 'armed', null, FREE],
  ],
  'rule 2: who has driven up to the safety loop before the gate opens is under it when it does': [
    ['armed', 'vended', 'passing', null, ON_BOTH],
    ['asking', 'vended', 'passing', null, ON_BOTH],
    ['due', 'vended', 'passing', null, ON_BOTH],
    ['printing', 'vended', 'passing', null, ON_BOTH],
    ['armed', 'arming-off', 'idle', 'left', ON_BOTH],
    ['armed', 'arming-off', 'passing', null, { ...FREE, ...ON_BOTH }],
    ['asking', 'arming-off', 'passing', null, { ...FREE, ...ON_BOTH }],
    ['due', 'arming-off', 'passing', null, { ...FREE, ...ON_BOTH }],
    ['printing', 'arming-off', 'passing', null, { ...FREE, ...ON_BOTH }],
  ],
  'rule 3: an opening that nobody uses ends': [
    ['vended', 'time-over', 'idle', 'expired', { armingOn: false }],
    ['vended', 'time-over', 'armed', 'expired'],
  ],
  'rule 4: who leaves the arming loop behind another goes through with it': [
    [
      'passing',
      'safety-off',
      'idle',
      'passed-with-others',
      { armingOn: false, armingCleared: true, followers: 1 },
    ],
    [
      'passing',
      'safety-off',
      'armed',
      'passed-with-others-and-next',
      { armingCleared: true, followers: 2 },
    ],
  ],
  'rule 5: under a gate that is up for all everybody passes, from the arming loop on': [
    ['armed', 'safety-on', 'passing', null, FREE],
    ['asking', 'safety-on', 'passing', null, FREE],
    ['due', 'safety-on', 'passing', null, FREE],
    ['printing', 'safety-on', 'passing', null, FREE],
    ['idle', 'safety-on', 'passing', null, FREE],
    ['idle', 'safety-on', 'idle', null, { ...FREE, armedSincePass: false }],
  ],
  'rule 7: staff are asked, and say no': [
    ['armed', 'asked', 'asking', null],
    ['due', 'asked', 'asking', null],
    ['asking', 'declined', 'armed', null],
    ['due', 'declined', 'armed', null],
    ['armed', 'due', 'due', null],
    ['asking', 'due', 'due', null],
  ],
};

for (const [rule, rows] of Object.entries(RULES))
  describe(rule, () => {
    test.each(rows)('%s + %s → %s, %s', (phase, input, next, outcome, view = {}) => {
      expect(laneTransition({ phase, ...VIEW, ...view }, input)).toEqual({ phase: next, outcome });
    });
  });

describe('what means nothing changes nothing', () => {
  test.each(NOTHING_CHANGES)('%s', (phase, inputs) => {
    for (const input of inputs)
      expect([input, laneTransition({ phase, ...VIEW }, input)]).toEqual([
        input,
        { phase, outcome: null },
      ]);
  });
});

test('every row of the table is proven above, and no input is forgotten', () => {
  const reached = new Set<(typeof LANE_TABLE)[number]>();
  for (const [phase, input, , , view = {}] of Object.values(RULES).flat()) {
    const lane = { phase, ...VIEW, ...view };
    const row = LANE_TABLE.find(
      (one) =>
        one.from === phase &&
        one.input === input &&
        (one.when === null || LANE_GUARDS[one.when](lane)),
    );
    if (row !== undefined) reached.add(row);
  }
  expect(LANE_TABLE.filter((row) => !reached.has(row))).toEqual([]);
  for (const [phase, inputs] of NOTHING_CHANGES) {
    const known = new Set([
      ...inputs,
      ...LANE_TABLE.filter(({ from }) => from === phase).map(({ input }) => input),
    ]);
    expect([phase, LANE_INPUTS.filter((input) => !known.has(input))]).toEqual([phase, []]);
  }
});
