import type { PlateRef } from '../../kernel/ids.ts';
import type { LotEvent } from '../event.ts';
import type { RefusalCode } from '../words.ts';
import type { FoundLane } from './lookup.ts';

/** A vehicle that stands in a lane is not let through: said on its sign, and on record. */
export function turnedAway(
  { lane, way }: FoundLane,
  code: RefusalCode,
  plateRef: PlateRef | null,
): LotEvent {
  if (way === 'entry') return { type: 'EntryRefused', laneId: lane.id, code, plateRef };
  return { type: 'ExitRefused', laneId: lane.id, code, plateRef, ticketNumber: null };
}
