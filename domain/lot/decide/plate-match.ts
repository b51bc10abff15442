import { must } from '../../kernel/assert.ts';
import type { PlateRef, SessionId } from '../../kernel/ids.ts';
import { SECOND_MS } from '../../kernel/instant.ts';
import type { Session } from '../../session/session.ts';
import type { CommandHead, CommandOf } from '../command.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState, PendingRead } from '../state.ts';
import { depart, sessionOfPlate } from './departure.ts';
import type { FoundLane } from './lookup.ts';
import { findLane, isTracked } from './lookup.ts';

/** Where a lot's file says nothing, staff are asked about a plate that resembles one inside. */
const PLATE_MATCH = 'near-asks';

/** The read of the vehicle that stands in the lane now, if the camera was sure of it. */
function visitorOf({ lane, lot, held }: FoundLane, at: number): PendingRead | null {
  const read = held.visitor;
  if (read === null || read.confidence < lot.policies.plateConfidenceMin) return null;
  // Without loops nothing tells when the vehicle of the read has gone.
  const isOld = at - read.at > lot.policies.credentialWindowSeconds * SECOND_MS;
  return lane.detection === 'none' && isOld ? null : read;
}

/**
 * A ticket at an exit whose camera read another plate than the one that came in with it: swapped,
 * found or stolen. Null where they agree, resemble each other, or where there is nothing to compare.
 */
export function plateDiffers(
  state: LotState,
  found: FoundLane,
  session: Session,
  at: number,
): LotEvent | null {
  const read = visitorOf(found, at);
  if (read === null || read.plateRef === session.plateRef) return null;
  if (session.plateRef === null) {
    // Nothing was read at the entry; but a vehicle that has a stay of its own needs no other ticket.
    const owner = state.byPlate.get(read.plateRef);
    if (owner === undefined || owner === session.id) return null;
  } else if (read.nearRefs.includes(session.plateRef)) return null;
  const { id: sessionId, ticketNumber, plateRef: entryPlateRef } = session;
  return {
    type: 'PlateDiffers',
    laneId: found.lane.id,
    sessionId,
    ticketNumber,
    entryPlateRef,
    exitPlateRef: read.plateRef,
  };
}

/** A vehicle at an exit, known by its plate. */
export function exitByPlate(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  read: PendingRead,
  tracked: boolean,
): readonly LotEvent[] {
  const { plateRef } = read;
  const session = sessionOfPlate(state, plateRef);
  if (session !== null && session.startedAt !== null)
    return depart(state, found, command, session, { tracked, waits: true });
  const near = exitByNearPlate(state, found, command, read, tracked);
  if (near !== null) return near;
  const laneId = found.lane.id;
  return [{ type: 'ExitRefused', laneId, code: 'not-inside', plateRef, ticketNumber: null }];
}

/** A plate at an exit that is not inside: those inside that resemble it, as the lot's rule has it. */
function exitByNearPlate(
  state: LotState,
  found: FoundLane,
  command: CommandHead,
  read: PendingRead,
  tracked: boolean,
): readonly LotEvent[] | null {
  const { lane, lot } = found;
  const rule = lot.policies.plateMatch ?? PLATE_MATCH;
  const near = rule === 'exact' ? [] : read.nearRefs.filter((ref) => isInside(state, ref));
  const [only] = near;
  if (only === undefined) return null;
  const { plateRef } = read;
  const laneId = lane.id;
  if (near.length > 1 || rule === 'near-asks')
    return [{ type: 'NearPlatesFound', laneId, plateRef, nearRefs: near }];
  const session = must(sessionOfPlate(state, only), 'its plate is inside');
  const { id: sessionId } = session;
  return [
    { type: 'NearPlateTaken', laneId, sessionId, plateRef, entryPlateRef: only },
    ...depart(state, found, command, session, { tracked, waits: true }),
  ];
}

function isInside(state: LotState, plateRef: PlateRef): boolean {
  const session = sessionOfPlate(state, plateRef);
  return session !== null && session.startedAt !== null;
}

/** Staff have seen both reads. Whoever they do not let out by the ticket may still leave by the plate. */
export function decidePlateAnswer(state: LotState, command: CommandOf<'AnswerPlate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  const { question } = held;
  if (held.phase !== 'asking' || question === null) return refused('nothing-asked', lane.label);
  const { letOut } = command;
  const laneId = lane.id;
  const reason = command.reason.trim();
  const options = { tracked: isTracked(found), waits: true };
  if (!letOut) {
    const answered = { type: 'PlateAnswered', laneId, letOut, sessionId: null, reason } as const;
    const { plateRef } = question;
    const owner = sessionOfPlate(state, plateRef);
    if (owner !== null && owner.startedAt !== null)
      return happened(answered, ...depart(state, found, command, owner, options));
    const code = question.kind === 'plate-differs' ? 'plate-differs' : 'not-inside';
    return happened(answered, { type: 'ExitRefused', laneId, code, plateRef, ticketNumber: null });
  }
  if (question.kind === 'plate-differs' && reason === '') return refused('reason-needed');
  const sessionId = command.sessionId ?? onlyOf(question.sessionIds);
  if (sessionId === null || !question.sessionIds.includes(sessionId))
    return refused('plate-not-near', sessionId ?? '');
  const session = state.sessions.get(sessionId);
  if (session === undefined) return refused('session-unknown', sessionId);
  return happened(
    { type: 'PlateAnswered', laneId, letOut, sessionId, reason },
    ...depart(state, found, command, session, options),
  );
}

function onlyOf(sessionIds: readonly SessionId[]): SessionId | null {
  return sessionIds.length === 1 ? (sessionIds[0] ?? null) : null;
}
