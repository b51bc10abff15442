import { must } from '../../kernel/assert.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Session } from '../../session/session.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { letOut } from './departure.ts';
import { findLane, isTracked } from './lookup.ts';

/**
 * What a change of a stay's fee means in the lane where its amount is awaited: the new amount is shown,
 * or the gate opens. `session` is the stay as it is after the change.
 */
export function reviewWaiting(state: LotState, session: Session, at: Instant): readonly LotEvent[] {
  for (const [laneId, lane] of state.lanes) {
    if (lane.phase !== 'due' || lane.sessionId !== session.id) continue;
    const { dueMinor, quote } = duePayment(state, session, at);
    if (dueMinor > 0)
      return [{ type: 'PaymentDue', laneId, sessionId: session.id, dueMinor, quote }];
    const found = must(findLane(state, laneId), 'lane states exist only for lanes');
    return letOut(state, laneId, session, { tracked: isTracked(found), at });
  }
  return [];
}
