import { isLaneController } from '../../facility/device-file.ts';
import type { LaneId } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import type { LaneInput, LaneOutcome } from '../../lane/transition.ts';
import { laneTransition } from '../../lane/transition.ts';
import type { CommandBody, CommandOf } from '../command.ts';
import type { Deciders } from '../deciders.ts';
import type { Decision } from '../decision.ts';
import { happened, NOTHING, refused } from '../decision.ts';
import type { LotEvent } from '../event.ts';
import { freeReason, isFree, laneViewOf, reasonAhead } from '../lane-view.ts';
import type { Installed, LotState } from '../state.ts';
import type { GatePosition } from '../words.ts';
import { callEnds } from './call.ts';
import { ended } from './departure.ts';
import { followRead } from './entry.ts';
import type { FoundLane } from './lookup.ts';
import { findLane } from './lookup.ts';
import { raiseOnce } from './raise-once.ts';
import { tailgated, tailgatedAtClear } from './tailgate.ts';
import { wrongWay } from './wrong-way.ts';

/** A loop went on or off: the lane's handshake moves on. */
export function decideLoop(state: LotState, command: CommandOf<'ReportLoop'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  const { loop, on, laneId } = command;
  if (lane.detection === 'none') return NOTHING;
  if ((loop === 'arming' ? held.armingOn : held.safetyOn) === on) return NOTHING;
  const input: LaneInput = `${loop}-${on ? 'on' : 'off'}`;
  const ahead = input === 'safety-on' ? reasonAhead(state, held, command.at) : null;
  const view = laneViewOf(state, held);
  const step = laneTransition(ahead === null ? view : { ...view, free: true }, input);
  const leave = step.phase === 'passing' ? leaveOfAll(state, found, ahead) : null;
  const changed: LotEvent = { type: 'LoopChanged', laneId, loop, on, phase: step.phase };
  const tailgate = input === 'safety-on' && ahead === null ? tailgated(state, found, command) : [];
  return happened(
    ...(leave === null ? [] : [leave]),
    changed,
    ...tailgate,
    ...(input === 'safety-off' ? wrongWay(state, found, command) : []),
    ...outcomeEvents(state, found, command, step.outcome),
  );
}

/**
 * Who drives through a gate that is up for everybody is let out unpaid, or in without waiting for the
 * ticket, and on record with the reason.
 */
function leaveOfAll(
  state: LotState,
  { lane, held }: FoundLane,
  ahead: string | null,
): LotEvent | null {
  const overrideReason = freeReason(state, held) ?? ahead;
  const { sessionId } = held;
  const waits = held.phase === 'due' || held.phase === 'printing';
  if (overrideReason === null || !waits || sessionId === null) return null;
  return { type: 'GateVended', laneId: lane.id, sessionId, overrideReason, tracked: true };
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
    case 'left':
      return callEnds(found, 'left');
    case 'arrived':
      return arrivedWith(state, found, command);
    case 'passed':
    case 'passed-with-others':
      return passed(state, found, command);
    case 'passed-and-next':
    case 'passed-with-others-and-next':
      return [...passed(state, found, command), ...arrivedWith(state, found, command)];
    case 'backed-out': {
      const { sessionId } = held;
      const events: LotEvent[] = [{ type: 'VehicleBackedOut', laneId, sessionId }];
      if (isEntering(state, sessionId))
        events.push({ type: 'TicketVoided', sessionId, why: 'backed-out' });
      return [...events, ...callEnds(found, 'left')];
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

/** The vehicle is through, and perhaps others with it: those have leave where the gate is up for all. */
function passed(
  state: LotState,
  found: FoundLane,
  command: CommandOf<'ReportLoop'>,
): readonly LotEvent[] {
  const { lane, held } = found;
  const { authorised, followers } = held;
  const sessionId = authorised ? held.sessionId : null;
  const laneId = lane.id;
  const events: LotEvent[] = [{ type: 'VehiclePassed', laneId, sessionId }];
  const session = sessionId === null ? undefined : state.sessions.get(sessionId);
  if (session?.startedAt === null)
    events.push({ type: 'SessionStarted', sessionId: session.id, laneId });
  else if (session !== undefined) events.push(...ended(state, session, laneId, command.at));
  if (isFree(state, held))
    for (let behind = 0; behind < followers; behind += 1)
      events.push({ type: 'VehiclePassed', laneId, sessionId: null });
  return [...events, ...callEnds(found, 'passed'), ...tailgatedAtClear(state, found, command)];
}

/** Whether a session has its ticket but has not passed the entry yet. */
export function isEntering(state: LotState, sessionId: string | null): sessionId is string {
  if (sessionId === null) return false;
  const session = state.sessions.get(sessionId);
  return session !== undefined && session.startedAt === null;
}

/** What the limit switches say. An arm that rises is either told to, or says so itself by an alarm. */
export function decideGate(state: LotState, command: CommandOf<'ReportGate'>): Decision {
  const found = findLane(state, command.laneId);
  if (found === null) return refused('lane-unknown', command.laneId);
  const { held, lane } = found;
  const { gate } = command;
  if (held.gate === gate) return NOTHING;
  const laneId = lane.id;
  const moved: LotEvent = { type: 'GateMoved', laneId, gate };
  if (!risesAlone(state, found, gate, command.at)) return happened(moved);
  const wasSilent = held.gate === 'unknown';
  const how = wasSilent ? 'after a silence the arm was found up' : 'the arm rose';
  const detail = `${lane.label}: ${how}, and nobody had told it to`;
  return happened(
    moved,
    { type: 'GateOpenedAlone', laneId },
    ...raiseOnce(state, command, { code: 'gate-opened-alone', laneId, detail }),
  );
}

/** From an order to the arm's first movement, with a slow line and a busy controller between. */
const ORDER_TO_ARM_MAX_MS = 10 * SECOND_MS;

/**
 * Whether an arm that was down when it was last known is not any more, with no transaction and no override
 * behind it. What a lane's own controller did in a silence, that tells afterwards.
 */
function risesAlone(
  state: LotState,
  { held, lane, installed }: FoundLane,
  gate: GatePosition,
  at: Instant,
): boolean {
  if (!held.armDown || (gate !== 'open' && gate !== 'moving')) return false;
  if (held.gate === 'unknown' && hasController(installed, lane.id)) return false;
  if (isFree(state, held) || held.phase === 'vended' || held.phase === 'passing') return false;
  return held.orderAt === null || at - held.orderAt > ORDER_TO_ARM_MAX_MS;
}

function hasController({ devices }: Installed, laneId: LaneId): boolean {
  for (const device of devices.values())
    if (isLaneController(device) && device.laneId === laneId) return true;
  return false;
}

export const gateDeciders: Deciders<Extract<CommandBody, { type: 'ReportLoop' | 'ReportGate' }>> = {
  ReportLoop: decideLoop,
  ReportGate: decideGate,
};
