import type { LanePhase } from '../lot/words.ts';
import {
  LANE_GUARDS,
  LANE_TABLE,
  type LaneInput,
  type LaneOutcome,
  type LaneRow,
  type LaneView,
} from './transition-table.ts';

export type { LaneInput, LaneOutcome, LaneView } from './transition-table.ts';

export interface LaneStep {
  readonly phase: LanePhase;
  readonly outcome: LaneOutcome;
}

const keyOf = (phase: LanePhase, input: LaneInput) => `${phase} ${input}`;

const ROWS: ReadonlyMap<string, readonly LaneRow[]> = Map.groupBy(LANE_TABLE, ({ from, input }) =>
  keyOf(from, input),
);

/** A lane's next phase, and what it means. Inputs that mean nothing in a phase leave it as it is. */
export function laneTransition(lane: LaneView, input: LaneInput): LaneStep {
  for (const { when, to, outcome } of ROWS.get(keyOf(lane.phase, input)) ?? [])
    if (when === null || LANE_GUARDS[when](lane)) return { phase: to, outcome };
  return { phase: lane.phase, outcome: null };
}
