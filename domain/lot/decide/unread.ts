import { SECOND_MS } from '../../kernel/instant.ts';
import { readKey } from '../../lane/repeated-read.ts';
import { isRepeatedUnread } from '../../lane/repeated-unread.ts';
import type { CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import { type Decision, happened, NOTHING, refused } from '../decision.ts';
import { isStale } from '../lane-seen.ts';
import type { LotState } from '../state.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';

type ReportUnread = CommandOf<'ReportUnread'>;

/**
 * A camera sees a vehicle and cannot read its plate. Noted once for each vehicle, so that staff who are
 * asked about it, or called by its driver, see it. That alone opens nothing and asks nobody.
 */
export function decideUnread(state: LotState, command: ReportUnread): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  if (isOfNobodyNew(state, found, command) || isRepeat(found, command)) return NOTHING;
  const { laneId, deviceId, readId, vehicleClass, pictureId } = command;
  const picture = pictureId === undefined ? {} : { pictureId };
  return happened({ type: 'UnreadSeen', laneId, deviceId, readId, vehicleClass, ...picture });
}

/** Whether it is of a vehicle that was let through, or whose plate another camera has read. */
function isOfNobodyNew(
  state: LotState,
  { lane, held }: FoundLane,
  { at, pictureId }: ReportUnread,
): boolean {
  if (state.evacuation !== null) return true;
  if (held.phase === 'vended' || (held.phase === 'passing' && !held.armingCleared)) return true;
  if (lane.detection === 'none' && held.vendAt !== null && !isStale(state, held.vendAt, at))
    return true;
  const { visitor } = held;
  if (visitor === null || (!held.armingOn && isStale(state, visitor.at, at))) return false;
  // The camera that read it may have sent no picture.
  return visitor.pictureId !== undefined || pictureId === undefined;
}

function isRepeat({ lane, held, lot }: FoundLane, command: ReportUnread): boolean {
  const { deviceId, readId, pictureId, at } = command;
  if (held.readIds.has(readKey(deviceId, readId))) return true;
  const { unread } = held;
  const hasLoops = lane.detection === 'loops';
  return isRepeatedUnread({
    before: unread === null ? null : { ...unread, hasPicture: unread.pictureId !== undefined },
    hasPicture: pictureId !== undefined,
    at,
    armedAt: held.armingOn ? held.armedAt : null,
    windowMs: hasLoops ? 0 : lot.policies.credentialWindowSeconds * SECOND_MS,
  });
}

export const unreadDeciders: Deciders<ReportUnread> = { ReportUnread: decideUnread };
