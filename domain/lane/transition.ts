import type { LanePhase } from '../lot/words.ts';

/** What a lane's next phase depends on. */
export interface LaneView {
  readonly phase: LanePhase;
  readonly armingOn: boolean;
  /** While passing: the arming loop has been off, so the vehicle went through, not back. */
  readonly armingCleared: boolean;
}

export type LaneInput =
  | 'arming-on'
  | 'arming-off'
  | 'safety-on'
  | 'safety-off'
  /** The gate was opened for this vehicle. */
  | 'vended'
  /** Staff decide on the read. */
  | 'asked'
  /** Staff said no, or took no decision. */
  | 'declined'
  /** The amount is shown. */
  | 'due'
  /** The time limit for passing is over. */
  | 'time-over';

/** What a transition means for the vehicle in the lane. */
export type LaneOutcome =
  | 'arrived'
  | 'left'
  | 'backed-out'
  | 'passed'
  | 'passed-and-next'
  | 'expired'
  | null;

export interface LaneStep {
  readonly phase: LanePhase;
  readonly outcome: LaneOutcome;
}

const stay = (lane: LaneView): LaneStep => ({ phase: lane.phase, outcome: null });

/**
 * The handshake at a gate with an arming and a safety loop, as DESIGN "At a lane" tells it.
 * Inputs that mean nothing in a phase leave it as it is.
 */
export function laneTransition(lane: LaneView, input: LaneInput): LaneStep {
  switch (lane.phase) {
    case 'idle':
      return fromIdle(lane, input);
    case 'armed':
    case 'asking':
    case 'due':
      return fromWaiting(lane, input);
    case 'vended':
      return fromVended(lane, input);
    case 'passing':
      return fromPassing(lane, input);
  }
}

function fromIdle(lane: LaneView, input: LaneInput): LaneStep {
  if (input === 'arming-on') return { phase: 'armed', outcome: 'arrived' };
  if (input === 'vended') return { phase: 'vended', outcome: null };
  return stay(lane);
}

function fromWaiting(lane: LaneView, input: LaneInput): LaneStep {
  switch (input) {
    case 'arming-off':
      return { phase: 'idle', outcome: 'left' };
    case 'vended':
      return { phase: 'vended', outcome: null };
    case 'asked':
      return { phase: 'asking', outcome: null };
    case 'due':
      return { phase: 'due', outcome: null };
    case 'declined':
      return { phase: 'armed', outcome: null };
    default:
      return stay(lane);
  }
}

function fromVended(lane: LaneView, input: LaneInput): LaneStep {
  switch (input) {
    case 'safety-on':
      return { phase: 'passing', outcome: null };
    case 'arming-off':
      return { phase: 'idle', outcome: 'backed-out' };
    case 'time-over':
      return { phase: lane.armingOn ? 'armed' : 'idle', outcome: 'expired' };
    default:
      return stay(lane);
  }
}

function fromPassing(lane: LaneView, input: LaneInput): LaneStep {
  if (input !== 'safety-off') return stay(lane);
  if (!lane.armingOn) return { phase: 'idle', outcome: 'passed' };
  // Still on the arming loop it never left: the vehicle rolled back, the opening stays good.
  if (!lane.armingCleared) return { phase: 'vended', outcome: null };
  return { phase: 'armed', outcome: 'passed-and-next' };
}
