import type { Lane, LotFile } from '../../facility/lot-file.ts';
import { must } from '../../kernel/assert.ts';
import type { LaneId } from '../../kernel/ids.ts';
import type { Way } from '../../lane/way.ts';
import { wayOf } from '../lane-view.ts';
import type { Installed, LaneState, LotState } from '../state.ts';

/** A lane with what is installed there and how it stands. */
export interface FoundLane {
  readonly installed: Installed;
  readonly lot: LotFile;
  readonly lane: Lane;
  readonly held: LaneState;
  /** Which way it leads now. */
  readonly way: Way;
}

/** Finds a lane, or null for an id that the lot does not know. */
export function findLane(state: LotState, laneId: LaneId): FoundLane | null {
  const { installed } = state;
  const lane = installed?.lanes.get(laneId);
  if (installed === null || lane === undefined) return null;
  const held = must(state.lanes.get(laneId), `state of lane ${laneId}`);
  return { installed, lot: installed.lot, lane, held, way: wayOf(lane, held) };
}

/** Whether the lane is occupied by a vehicle that waits for something. */
export function stands({ phase }: LaneState): boolean {
  return phase === 'armed' || phase === 'asking' || phase === 'due' || phase === 'printing';
}

/** Whether a vehicle is seen to stand in the lane, so that its loops will tell when it has passed. */
export function isTracked({ lane, held }: FoundLane): boolean {
  return lane.detection === 'loops' && held.armingOn && stands(held);
}
