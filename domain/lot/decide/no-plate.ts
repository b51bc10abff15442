import type { LaneId } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import type { LotEvent } from '../event.ts';
import { isFree, isTurning } from '../lane-view.ts';
import type { LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';

/** Where a lot's file says nothing: cameras read within a second or two. */
const NO_PLATE_SECONDS = 8;

/**
 * A vehicle whose plate no camera reads, such as a motorcycle that has none at the front, waits where
 * nothing but a plate opens: staff are asked.
 */
export function noPlateTick(state: LotState, laneId: LaneId, at: Instant): readonly LotEvent[] {
  const found = findLane(state, laneId);
  if (found === null || !needsPlate(found)) return [];
  const { held, lot } = found;
  const since = waitsSince(found);
  if (since === null || isFree(state, held) || isTurning(held)) return [];
  if (held.visitor !== null || held.pending !== null) return [];
  const limitMs = (lot.policies.noPlateSeconds ?? NO_PLATE_SECONDS) * SECOND_MS;
  return at - since >= limitMs ? [{ type: 'NoPlateSeen', laneId }] : [];
}

/**
 * Since when a vehicle stands here that nobody has answered yet, neither the lot nor staff. Where no loop
 * tells of vehicles, the camera that cannot read one is all there is to know of it.
 */
function waitsSince({ lane, held }: FoundLane): Instant | null {
  const { phase, phaseSince, refusal, refusalAt, declined, unread } = held;
  if (lane.detection === 'loops')
    return phase === 'armed' && refusal === null && !declined ? phaseSince : null;
  if (phase !== 'idle' || unread === null || unread.asked) return null;
  return refusal !== null && refusalAt !== null && refusalAt >= unread.at ? null : unread.at;
}

/** An entry that gives no ticket without a plate, or an exit that has a camera and no scanner. */
function needsPlate({ lane, way, installed }: FoundLane): boolean {
  if (way === 'entry') return !lane.admitsWithoutPlate;
  let hasCamera = false;
  for (const device of installed.devices.values()) {
    if (!('laneId' in device) || device.laneId !== lane.id) continue;
    if (device.driver.startsWith('scanner-')) return false;
    if (device.driver.startsWith('camera-')) hasCamera = true;
  }
  return hasCamera;
}
