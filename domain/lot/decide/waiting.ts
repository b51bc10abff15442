import { must } from '../../kernel/assert.ts';
import type { LaneId } from '../../kernel/ids.ts';
import { type Instant, MINUTE_MS } from '../../kernel/instant.ts';
import type { Session } from '../../session/session.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { leave } from './departure.ts';
import { findLane, isTracked } from './lookup.ts';
import { underWay } from './payment-under-way.ts';

/** How long a vehicle may stand unpaid at an exit that cannot see it. */
const UNSEEN_WAIT_MS = 15 * MINUTE_MS;

/**
 * What a change of a stay's fee means in the lane where its amount is awaited: the new amount is shown,
 * or the gate opens. `session` is the stay as it is after the change.
 */
export function reviewWaiting(state: LotState, session: Session, at: Instant): readonly LotEvent[] {
  for (const [laneId, lane] of state.lanes) {
    if (lane.phase !== 'due' || lane.sessionId !== session.id) continue;
    return shownOrOpened(state, laneId, session, at);
  }
  return [];
}

function shownOrOpened(
  state: LotState,
  laneId: LaneId,
  session: Session,
  at: Instant,
): readonly LotEvent[] {
  const { dueMinor, owedMinor, quote } = duePayment(state, session, at);
  if (dueMinor > 0) return [{ type: 'PaymentDue', laneId, sessionId: session.id, dueMinor, quote }];
  const found = must(findLane(state, laneId), 'lane states exist only for lanes');
  return leave(state, found, session, { tracked: isTracked(found), owedMinor, at });
}

/**
 * Keeps the amount in a lane true while its vehicle waits: it rises with time, and falls when money comes
 * from elsewhere, as for the booking or to the balance of a member. Whoever is paying just now pays what
 * was asked. Where no loop tells that a vehicle has turned back, it is taken to have after a while, or
 * paying at the desk would open to nobody and end its stay.
 */
export function renewWaiting(state: LotState, laneId: LaneId, at: Instant): readonly LotEvent[] {
  const lane = must(state.lanes.get(laneId), 'the lane is being visited');
  const session = lane.sessionId === null ? undefined : state.sessions.get(lane.sessionId);
  if (lane.phase !== 'due' || lane.dueMinor === null || session === undefined) return [];
  const purpose = { kind: 'session', sessionId: session.id } as const;
  const paying = underWay(state, purpose);
  const { detection } = must(findLane(state, laneId), 'lane states exist only for lanes').lane;
  if (detection === 'none' && paying.length === 0 && at - lane.phaseSince >= UNSEEN_WAIT_MS)
    return [{ type: 'AuthorisationExpired', laneId, sessionId: session.id }];
  const { dueMinor } = duePayment(state, session, at);
  if (dueMinor === lane.dueMinor) return [];
  // A code that is paid late still pays; a card that is in the terminal must not be thrown out.
  const isAtIt = paying.some(({ method, laneId: where }) => method === 'card' || where === null);
  if (dueMinor > lane.dueMinor && isAtIt) return [];
  return shownOrOpened(state, laneId, session, at);
}
