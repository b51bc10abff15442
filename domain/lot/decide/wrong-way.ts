import type { CommandHead } from '../command.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';

/** The safety loop is clear: whether what came onto it from the other side now stands on the arming loop. */
export function wrongWay(
  state: LotState,
  { lane, held }: FoundLane,
  command: CommandHead,
): readonly LotEvent[] {
  const { againstSince, armingOn, lastRead } = held;
  if (againstSince === null || !armingOn) return [];
  const plateRef = lastRead !== null && lastRead.at >= againstSince ? lastRead.plateRef : null;
  const detail = `${lane.label}: a vehicle came through against the direction of the lane`;
  return [
    { type: 'WrongWaySeen', laneId: lane.id, plateRef },
    ...raiseOnce(state, command, { code: 'wrong-way', laneId: lane.id, detail }),
  ];
}
