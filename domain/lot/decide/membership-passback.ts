import { must } from '../../kernel/assert.ts';
import type { LaneId, PlateRef, SessionId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Membership } from '../../membership/membership.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import { duePayment } from '../due.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { idFrom } from './ids.ts';

/** Written into the stay that a second entry of its plate has shown to be over. */
const PASSED_BACK_REASON = 'The same vehicle came in again: its way out was not seen.';

/** Staff free a credential whose vehicle left without being seen. */
export function decideResync(state: LotState, command: CommandOf<'ResyncCredential'>): Decision {
  const { credential, at } = command;
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (credential.kind === 'plate') {
    const { plateRef } = credential;
    const sessionId = state.byPlate.get(plateRef);
    return resynced(state, { membershipId: null, plateRef }, listOf(sessionId), { at, reason });
  }
  const { membershipId, sessionId } = credential;
  const membership = state.memberships.memberships.get(membershipId);
  if (membership === undefined) return refused('membership-unknown', membershipId);
  const inside = [...membership.stays.keys()].filter(
    (one) => sessionId === null || one === sessionId,
  );
  return resynced(state, { membershipId, plateRef: null }, inside, { at, reason });
}

const listOf = (sessionId: SessionId | undefined) => (sessionId === undefined ? [] : [sessionId]);

function resynced(
  state: LotState,
  whose: { readonly membershipId: string | null; readonly plateRef: PlateRef | null },
  sessionIds: readonly SessionId[],
  { at, reason }: { readonly at: Instant; readonly reason: string },
): Decision {
  if (sessionIds.length === 0) return refused('nothing-stale');
  const laneId = laneOf(state, sessionIds);
  if (laneId !== null) return refused('lane-busy', laneId);
  return happened(
    { type: 'CredentialResynced', ...whose, sessionIds, reason },
    ...sessionIds.map((sessionId) => closed(state, sessionId, at, reason)),
  );
}

function closed(state: LotState, sessionId: SessionId, at: Instant, reason: string): LotEvent {
  const session = must(state.sessions.get(sessionId), 'whoever is inside has a session');
  const dueMinor = session.startedAt === null ? 0 : duePayment(state, session, at).dueMinor;
  return { type: 'SessionClosed', sessionId, reason, dueMinor };
}

/** A vehicle at a gate is not gone: there the lane decides. */
function laneOf({ lanes }: LotState, sessionIds: readonly SessionId[]): LaneId | null {
  for (const [laneId, { sessionId }] of lanes)
    if (sessionId !== null && sessionIds.includes(sessionId)) return laneId;
  return null;
}

/**
 * What a soft policy notes when a credential that is inside comes in again, to stand before the ticket:
 * the passing back, the end of the stay that the same plate still had, and an alarm. Null where that
 * stay's vehicle stands at a gate this moment, so that this one cannot be it.
 */
export function passedBack(
  state: LotState,
  command: CommandHead,
  laneId: LaneId,
  who: { readonly membership: Membership | null; readonly plateRef: PlateRef | null },
): readonly LotEvent[] | null {
  const stale = who.plateRef === null ? undefined : state.byPlate.get(who.plateRef);
  if (stale !== undefined && laneOf(state, [stale]) !== null) return null;
  const detail = `A credential that is inside came in again at ${laneId}`;
  const events: LotEvent[] = [
    {
      type: 'PassedBack',
      laneId,
      membershipId: who.membership?.id ?? null,
      plateRef: who.plateRef,
      sessionId: stale ?? null,
    },
  ];
  // One line a lane stands until it is acknowledged; every passing back is on record.
  if (!isCalled(state, detail))
    events.push({
      type: 'AlarmRaised',
      alarmId: `${idFrom(command, 'a')}-passed-back`,
      code: 'passed-back',
      deviceId: null,
      laneId: null,
      detail,
    });
  if (stale !== undefined) events.push(closed(state, stale, command.at, PASSED_BACK_REASON));
  return events;
}

function isCalled({ alarms }: LotState, detail: string): boolean {
  for (const alarm of alarms.values())
    if (alarm.code === 'passed-back' && alarm.clearedAt === null && alarm.detail === detail)
      return true;
  return false;
}
