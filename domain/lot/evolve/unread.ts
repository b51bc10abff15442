import type { Instant } from '../../kernel/instant.ts';
import type { EventOf } from '../event.ts';
import { isStale } from '../lane-seen.ts';
import type { LaneState, LotState } from '../state.ts';

/** A vehicle that a camera cannot read. A read of long before, where no loop tells, is of another one. */
export function noteUnread(
  state: LotState,
  lane: LaneState,
  event: EventOf<'UnreadSeen'>,
  at: Instant,
): void {
  const { readId, deviceId, vehicleClass, pictureId } = event;
  const before = lane.unread;
  const strays = before === null || lane.armingOn ? 0 : before.strays + 1;
  const picture = pictureId === undefined ? {} : { pictureId };
  lane.unread = { readId, deviceId, vehicleClass, ...picture, at, strays, asked: false };
  if (lane.armingOn || lane.visitor === null || !isStale(state, lane.visitor.at, at)) return;
  lane.visitor = null;
  lane.pending = null;
}

/** What was seen just before a vehicle drove up is taken to be this vehicle. */
export function unreadDrivesUp(state: LotState, lane: LaneState, at: Instant): void {
  const { unread } = lane;
  if (unread === null) return;
  lane.unread = isStale(state, unread.at, at) ? null : { ...unread, strays: 0 };
}

/** A plate was read: what nobody could read long before was another vehicle. */
export function forgetStaleUnread(state: LotState, lane: LaneState, at: Instant): void {
  if (lane.unread !== null && !lane.armingOn && isStale(state, lane.unread.at, at))
    lane.unread = null;
}
