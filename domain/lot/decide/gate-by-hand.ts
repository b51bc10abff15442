import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { callEnds } from './call.ts';
import { ended } from './departure.ts';
import { findLane, stands } from './lookup.ts';

/** Opens by hand for one vehicle. A session that waits at the gate leaves with it. */
export function decideVend(state: LotState, command: CommandOf<'VendGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { held, lane } = found;
  const laneId = lane.id;
  const tracked = lane.detection === 'loops' && stands(held);
  const goesAlong = held.phase === 'due' || held.phase === 'printing';
  const sessionId = goesAlong ? held.sessionId : null;
  const events: LotEvent[] = [
    { type: 'GateVended', laneId, sessionId, overrideReason: reason, tracked },
    ...callEnds(found, 'opened'),
  ];
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  if (tracked || session === undefined) return happened(...events);
  if (session.startedAt === null)
    return happened(...events, { type: 'SessionStarted', sessionId: session.id, laneId });
  events.push(...ended(state, session, laneId, command.at));
  return happened(...events);
}

/** Keeps it open for everybody, until a time or until it is released. */
export function decideHold(state: LotState, command: CommandOf<'HoldGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { untilAt = null } = command;
  if (untilAt !== null && untilAt <= command.at) return refused('until-past');
  return happened({ type: 'GateHeld', laneId: found.lane.id, reason, untilAt });
}

/** Closes by hand, which also ends a hold. */
export function decideClose(state: LotState, command: CommandOf<'CloseGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  if (state.evacuation !== null) return refused('evacuation');
  const passed = found.held.hold?.passed ?? null;
  return happened({ type: 'GateClosed', laneId: found.lane.id, reason, passed });
}

export const handDeciders: Deciders<
  Extract<CommandBody, { type: 'VendGate' | 'HoldGate' | 'CloseGate' }>
> = {
  VendGate: decideVend,
  HoldGate: decideHold,
  CloseGate: decideClose,
};
