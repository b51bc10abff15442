import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import type { LaneInput, LaneOutcome } from '../../lane/transition.ts';
import { laneTransition } from '../../lane/transition.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import type { LotState } from '../state.ts';
import { ended } from './departure.ts';
import { followRead } from './entry.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';
import { tailgated } from './tailgate.ts';

/** A loop went on or off: the lane's handshake moves on. */
export function decideLoop(state: LotState, command: CommandOf<'ReportLoop'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  const { loop, on, laneId } = command;
  if (lane.detection === 'none') return NOTHING;
  if ((loop === 'arming' ? held.armingOn : held.safetyOn) === on) return NOTHING;
  const input: LaneInput = `${loop}-${on ? 'on' : 'off'}`;
  const step = laneTransition(held, input);
  const changed: LotEvent = { type: 'LoopChanged', laneId, loop, on, phase: step.phase };
  const tailgate = input === 'safety-on' ? tailgated(state, found, command) : [];
  return happened(changed, ...tailgate, ...outcomeEvents(state, found, command, step.outcome));
}

function outcomeEvents(
  state: LotState,
  found: FoundLane,
  command: CommandOf<'ReportLoop'>,
  outcome: LaneOutcome,
): readonly LotEvent[] {
  const { held, lane } = found;
  const laneId = lane.id;
  switch (outcome) {
    case 'arrived':
      return arrivedWith(state, found, command);
    case 'passed':
      return passed(state, found, command.at);
    case 'passed-and-next':
      return [...passed(state, found, command.at), ...arrivedWith(state, found, command)];
    case 'backed-out': {
      const { sessionId } = held;
      const events: LotEvent[] = [{ type: 'VehicleBackedOut', laneId, sessionId }];
      if (isEntering(state, sessionId))
        events.push({ type: 'TicketVoided', sessionId, why: 'backed-out' });
      return events;
    }
    default:
      return [];
  }
}

/** A read that came just before the arming loop belongs to the vehicle that is now on it. */
function arrivedWith(
  state: LotState,
  found: FoundLane,
  command: CommandOf<'ReportLoop'>,
): readonly LotEvent[] {
  const { held, lot } = found;
  const read = held.pending;
  if (read === null) return [];
  if (command.at - read.at > lot.policies.credentialWindowSeconds * SECOND_MS) return [];
  return followRead(state, found, command, read, true);
}

function passed(state: LotState, { lane, held }: FoundLane, at: Instant): readonly LotEvent[] {
  const { sessionId } = held;
  const laneId = lane.id;
  const events: LotEvent[] = [{ type: 'VehiclePassed', laneId, sessionId }];
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  if (session === undefined) return events;
  if (session.startedAt === null)
    events.push({ type: 'SessionStarted', sessionId: session.id, laneId });
  else events.push(...ended(state, session, laneId, at));
  return events;
}

/** Whether a session has its ticket but has not passed the entry yet. */
export function isEntering(state: LotState, sessionId: string | null): sessionId is string {
  if (sessionId === null) return false;
  const session = state.sessions.get(sessionId);
  return session !== undefined && session.startedAt === null;
}

/** What the limit switches say. */
export function decideGate(state: LotState, command: CommandOf<'ReportGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  const { gate } = command;
  return held.gate === gate ? NOTHING : happened({ type: 'GateMoved', laneId: lane.id, gate });
}

/** Opens by hand for one vehicle. A session that waits at the gate leaves with it. */
export function decideVend(state: LotState, command: CommandOf<'VendGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  const { held, lane } = found;
  const laneId = lane.id;
  const waiting = held.phase === 'armed' || held.phase === 'asking' || held.phase === 'due';
  const tracked = lane.detection === 'loops' && waiting;
  const sessionId = held.phase === 'due' ? held.sessionId : null;
  const events: LotEvent[] = [
    { type: 'GateVended', laneId, sessionId, overrideReason: reason, tracked },
  ];
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  if (!tracked && session !== undefined) events.push(...ended(state, session, laneId, command.at));
  return happened(...events);
}

export function decideHold(state: LotState, command: CommandOf<'HoldGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  return happened({ type: 'GateHeld', laneId: found.lane.id, reason });
}

export function decideClose(state: LotState, command: CommandOf<'CloseGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const reason = command.reason.trim();
  if (reason === '') return refused('reason-needed');
  return happened({ type: 'GateClosed', laneId: found.lane.id, reason });
}

export const gateDeciders: Deciders<
  Extract<
    CommandBody,
    { type: 'ReportLoop' | 'ReportGate' | 'VendGate' | 'HoldGate' | 'CloseGate' }
  >
> = {
  ReportLoop: decideLoop,
  ReportGate: decideGate,
  VendGate: decideVend,
  HoldGate: decideHold,
  CloseGate: decideClose,
};
