import type { LanePhase } from '../lot/words.ts';

export const LANE_INPUTS = [
  'arming-on',
  'arming-off',
  'safety-on',
  'safety-off',
  /** The gate was opened for this vehicle. */
  'vended',
  /** Staff decide on the read. */
  'asked',
  /** Staff said no, or took no decision; or the ticket could not be printed. */
  'declined',
  /** The amount is shown. */
  'due',
  /** Its ticket goes to the lane's printer. */
  'ticket-asked',
  /** The time limit for passing is over. */
  'time-over',
] as const;
export type LaneInput = (typeof LANE_INPUTS)[number];

/** What a transition means for the vehicle in the lane. */
export type LaneOutcome =
  | 'arrived'
  | 'left'
  | 'backed-out'
  | 'passed'
  | 'passed-and-next'
  /** Others went through behind it before the safety loop was clear. */
  | 'passed-with-others'
  | 'passed-with-others-and-next'
  | 'expired'
  | null;

/** What a lane's next phase depends on. */
export interface LaneView {
  readonly phase: LanePhase;
  readonly armingOn: boolean;
  /** While passing: the arming loop has been off, so the vehicle went through, not back. */
  readonly armingCleared: boolean;
  /** While passing: vehicles that left the arming loop after it, with the safety loop still on. */
  readonly followers: number;
  /** A vehicle came onto the arming loop after the last one had passed. */
  readonly armedSincePass: boolean;
  /** The gate is up for everybody: staff hold it, or there is a fire. */
  readonly free: boolean;
  /** The gate was opened for the vehicle that is passing. */
  readonly authorised: boolean;
  /** The vehicle on the arming loop has come onto the safety loop as well. */
  readonly onBoth: boolean;
}

/** When a row applies. The words stand in `docs/lanes.md`. */
export const LANE_GUARDS = {
  'gate is up for all': ({ free }) => free,
  'gate is up for all, arming loop came first': ({ free, armedSincePass }) =>
    free && armedSincePass,
  'on both loops': ({ onBoth }) => onBoth,
  'gate is up for all, on both loops': ({ free, onBoth }) => free && onBoth,
  'arming loop on': ({ armingOn }) => armingOn,
  'arming loop off': ({ armingOn }) => !armingOn,
  'rolled back, opened for it': ({ armingOn, armingCleared, authorised }) =>
    armingOn && !armingCleared && authorised,
  'rolled back, gate is up for all': ({ armingOn, armingCleared }) => armingOn && !armingCleared,
  'others behind it, arming loop off': ({ armingOn, followers }) => !armingOn && followers > 0,
  'others behind it, arming loop on': ({ armingOn, followers }) => armingOn && followers > 0,
} satisfies Record<string, (lane: LaneView) => boolean>;
export type LaneGuard = keyof typeof LANE_GUARDS;

/** One arrow of the lane's state diagram. */
export interface LaneRow {
  readonly from: LanePhase;
  readonly input: LaneInput;
  readonly when: LaneGuard | null;
  readonly to: LanePhase;
  readonly outcome: LaneOutcome;
}

type Arrow = readonly [LaneInput, LanePhase, LaneOutcome?, LaneGuard?];

const WAITING: readonly Arrow[] = [
  ['arming-off', 'passing', null, 'gate is up for all, on both loops'],
  ['arming-off', 'idle', 'left'],
  ['vended', 'passing', null, 'on both loops'],
  ['vended', 'vended'],
  ['asked', 'asking'],
  ['due', 'due'],
  ['ticket-asked', 'printing'],
  ['declined', 'armed'],
  ['safety-on', 'passing', null, 'gate is up for all'],
];

const ARROWS: Readonly<Record<LanePhase, readonly Arrow[]>> = {
  idle: [
    ['arming-on', 'armed', 'arrived'],
    ['vended', 'vended'],
    ['safety-on', 'passing', null, 'gate is up for all, arming loop came first'],
  ],
  armed: WAITING.filter(([input]) => input !== 'declined'),
  asking: WAITING.filter(([input]) => input !== 'asked'),
  due: WAITING.filter(([input]) => input !== 'due' && input !== 'ticket-asked'),
  printing: [
    ['arming-off', 'passing', null, 'gate is up for all, on both loops'],
    ['arming-off', 'idle', 'backed-out'],
    ['vended', 'passing', null, 'on both loops'],
    ['vended', 'vended'],
    ['declined', 'armed'],
    ['safety-on', 'passing', null, 'gate is up for all'],
  ],
  vended: [
    ['safety-on', 'passing'],
    ['arming-off', 'idle', 'backed-out'],
    ['time-over', 'armed', 'expired', 'arming loop on'],
    ['time-over', 'idle', 'expired', 'arming loop off'],
  ],
  passing: [
    ['safety-off', 'vended', null, 'rolled back, opened for it'],
    ['safety-off', 'armed', null, 'rolled back, gate is up for all'],
    ['safety-off', 'idle', 'passed-with-others', 'others behind it, arming loop off'],
    ['safety-off', 'armed', 'passed-with-others-and-next', 'others behind it, arming loop on'],
    ['safety-off', 'idle', 'passed', 'arming loop off'],
    ['safety-off', 'armed', 'passed-and-next', 'arming loop on'],
  ],
};

/**
 * The handshake at a gate with an arming and a safety loop, as DESIGN "At a lane" tells it: of the rows
 * of a phase and an input the first whose guard holds applies. `docs/lanes.md` draws them, and a test
 * keeps the drawing and this table the same.
 */
export const LANE_TABLE: readonly LaneRow[] = Object.entries(ARROWS).flatMap(([from, arrows]) =>
  arrows.map(([input, to, outcome = null, when = null]) => ({
    from: from as LanePhase,
    input,
    when,
    to,
    outcome,
  })),
);
