import type { LaneId, SessionId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { readKey } from '../../lane/repeated-read.ts';
import type { LaneInput } from '../../lane/transition.ts';
import { laneTransition } from '../../lane/transition.ts';
import { comesAgainst } from '../../lane/wrong-way.ts';
import { actorName } from '../actor.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import { isStale } from '../lane-seen.ts';
import { laneViewOf } from '../lane-view.ts';
import type { LaneQuestion, LaneState, LotState } from '../state.ts';
import type { GatePosition, LanePhase } from '../words.ts';
import { forgetStaleUnread, noteUnread, unreadDrivesUp } from './unread.ts';

type LaneEvent = EventOf<
  | 'LoopChanged'
  | 'GateMoved'
  | 'PlateRead'
  | 'UnreadSeen'
  | 'StaffAsked'
  | 'NoPlateSeen'
  | 'StaffAnswered'
  | 'EntryRefused'
  | 'ExitRefused'
  | 'GateVended'
  | 'GateHeld'
  | 'HoldEnded'
  | 'GateClosed'
  | 'GateOpenedAlone'
  | 'VehiclePassed'
  | 'VehicleBackedOut'
  | 'AuthorisationExpired'
  | 'PaymentDue'
>;

/** What a lane's events do to it. A lane that a later lot file removed is passed over. */
export function evolveLane(state: LotState, event: LaneEvent, recorded: RecordedEvent): void {
  const { at } = recorded;
  const lane = state.lanes.get(event.laneId);
  if (lane === undefined) return;
  switch (event.type) {
    case 'LoopChanged':
      evolveLoop(state, lane, event, at);
      return;
    case 'GateMoved':
      moveGate(lane, event.gate, at);
      return;
    case 'PlateRead':
      evolveRead(state, lane, event, at);
      return;
    case 'UnreadSeen':
      remember(lane.readIds, readKey(event.deviceId, event.readId));
      noteUnread(state, lane, event, at);
      return;
    case 'NoPlateSeen':
      if (lane.unread !== null) lane.unread = { ...lane.unread, asked: true };
      step(state, lane, 'asked', at, 'asking');
      return;
    case 'StaffAsked':
      step(state, lane, 'asked', at, 'asking');
      return;
    case 'StaffAnswered':
      lane.pending = null;
      lane.question = null;
      lane.declined = !event.admit && lane.armingOn;
      step(state, lane, 'declined', at, 'idle');
      return;
    case 'EntryRefused':
    case 'ExitRefused':
      lane.refusal = event.code;
      lane.refusalAt = at;
      lane.refusalPlateRef = event.plateRef;
      lane.pending = null;
      return;
    case 'PaymentDue':
      if (lane.receipt?.sessionId !== event.sessionId) lane.receipt = null;
      lane.sessionId = event.sessionId;
      lane.dueMinor = event.dueMinor;
      lane.pending = null;
      lane.refusal = null;
      lane.question = null;
      step(state, lane, 'due', at, 'due');
      return;
    case 'GateVended':
      evolveVend(state, lane, event, at);
      return;
    case 'GateHeld':
      holdOpen(lane, event, recorded);
      return;
    case 'HoldEnded':
    case 'GateClosed':
      lane.held = false;
      lane.hold = null;
      lane.openedAhead = null;
      lane.closeDue = state.evacuation === null;
      return;
    case 'GateOpenedAlone':
      // Said for the record: the alarm behind it is what staff see.
      return;
    case 'VehiclePassed':
      lane.openedAhead = null;
      // Whoever stands on the arming loop by now has come up behind.
      lane.armedSincePass = lane.armingOn;
      if (lane.hold !== null) lane.hold.passed += 1;
      if (state.evacuation !== null) state.evacuation.passed += 1;
      clearVehicle(lane);
      lane.receipt = null;
      return;
    case 'VehicleBackedOut':
      lane.armedSincePass = false;
      clearVehicle(lane);
      lane.receipt = null;
      return;
    case 'AuthorisationExpired':
      setPhase(lane, lane.armingOn ? 'armed' : 'idle', at);
      clearVehicle(lane);
      return;
  }
}

/** An order is followed when the arm leaves its place, or is up; a fault or a silence is no place. */
function moveGate(lane: LaneState, gate: GatePosition, at: Instant): void {
  if (lane.gate === 'closed' || gate === 'open') lane.orderAt = null;
  if (lane.gate === 'open' || lane.gate === 'moving') lane.upUntil = at;
  if (gate === 'closed') {
    lane.closeDue = false;
    // Up and down again: whoever it was opened for has not come.
    if (!lane.armDown) lane.openedAhead = null;
  }
  if (gate !== 'unknown' && gate !== 'fault') lane.armDown = gate === 'closed';
  lane.gate = gate;
  lane.gateAt = at;
}

function evolveRead(
  state: LotState,
  lane: LaneState,
  event: EventOf<'PlateRead'>,
  at: Instant,
): void {
  const { readId, deviceId, plateRef, confidence, nearRefs, needs, pictureId } = event;
  remember(lane.readIds, readKey(deviceId, readId));
  if (event.late) return;
  forgetStaleUnread(state, lane, at);
  const surest = Math.max(confidence, lane.plates.get(plateRef)?.confidence ?? 0);
  lane.plates.delete(plateRef);
  lane.plates.set(plateRef, { at, confidence: surest });
  dropOldest(lane.plates);
  const { lastRead } = lane;
  // Of two cameras at one vehicle the surer one is believed.
  if (event.pairedWith !== null && lastRead !== null && lastRead.confidence >= confidence) return;
  const picture = pictureId === undefined ? {} : { pictureId };
  lane.lastRead = { readId, deviceId, plateRef, confidence, nearRefs, needs, ...picture, at };
  lane.pending = lane.lastRead;
  lane.visitor = lane.lastRead;
}

/** So many reads and plates of a lane are known again; cameras repeat themselves within seconds. */
const REMEMBERED_MAX = 64;

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  dropOldest(ids);
}

function dropOldest<T>(kept: Set<T> | Map<T, unknown>): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= REMEMBERED_MAX) return;
    kept.delete(oldest);
  }
}

function evolveLoop(
  state: LotState,
  lane: LaneState,
  event: EventOf<'LoopChanged'>,
  at: Instant,
): void {
  if (event.loop === 'arming') {
    lane.armingOn = event.on;
    if (event.on) arrive(state, lane, at);
    if (!event.on && lane.phase === 'passing') leaveArming(lane);
    if (!event.on && event.phase === 'passing' && lane.phase !== 'passing') startPassing(lane);
  } else {
    const direction = state.installed?.lanes.get(event.laneId)?.direction ?? 'reversible';
    lane.againstSince = event.on && comesAgainst(lane, direction, at) ? at : null;
    lane.safetyOn = event.on;
    if (event.on) lane.safetyAt = at;
    if (event.on && event.phase === 'passing') startPassing(lane);
  }
  if (event.phase === 'idle') clearVehicle(lane);
  if (event.loop === 'arming' && event.phase === 'idle') {
    // It left as it came. The next vehicle must not be taken for it, and when it comes again at once,
    // its read must not be taken for a repeat.
    lane.pending = null;
    lane.lastRead = null;
    lane.visitor = null;
    lane.receipt = null;
    lane.unread = null;
    lane.declined = false;
    lane.plates.clear();
  }
  setPhase(lane, event.phase, at);
}

/** A vehicle drives through: one that the gate was opened for, or one of all that it is up for. */
function startPassing(lane: LaneState): void {
  lane.authorised = lane.phase === 'vended' || lane.openedAhead !== null;
  lane.openedAhead = null;
  lane.armingCleared = !lane.armingOn;
  lane.followers = 0;
}

/** The first to leave the arming loop is the one that passes; whoever leaves it after that follows it. */
function leaveArming(lane: LaneState): void {
  if (lane.armingCleared) lane.followers += 1;
  lane.armingCleared = true;
}

/** A read from long before belongs to a vehicle that never came. */
function arrive(state: LotState, lane: LaneState, at: Instant): void {
  lane.armedSincePass = true;
  lane.armedAt = at;
  // The one before took its receipt along, or left it: it is nobody else's.
  lane.receipt = null;
  // Said to whoever asked for entry before, and not to this one.
  lane.refusal = null;
  lane.declined = false;
  if (lane.visitor !== null && isStale(state, lane.visitor.at, at)) lane.visitor = null;
  unreadDrivesUp(state, lane, at);
}

/** A hold that is renewed goes on counting. */
function holdOpen(
  lane: LaneState,
  { reason, untilAt }: EventOf<'GateHeld'>,
  { at, actor }: RecordedEvent,
): void {
  const { since = at, passed = 0 } = lane.hold ?? {};
  lane.held = true;
  lane.closeDue = false;
  lane.openedAhead = null;
  expectArm(lane, at);
  lane.hold = { reason, by: actorName(actor), since, untilAt, passed };
}

/** The arm is told to rise. One that is up already has nothing to follow. */
export function expectArm(lane: LaneState, at: Instant): void {
  lane.orderAt = lane.gate === 'open' ? null : at;
}

function evolveVend(
  state: LotState,
  lane: LaneState,
  event: EventOf<'GateVended'>,
  at: Instant,
): void {
  const session = event.sessionId === null ? undefined : state.sessions.get(event.sessionId);
  lane.leaderPlateRef = session?.plateRef ?? lane.lastRead?.plateRef ?? null;
  lane.vendAt = at;
  expectArm(lane, at);
  lane.openedAhead = null;
  lane.pending = null;
  lane.refusal = null;
  lane.dueMinor = null;
  lane.visitor = null;
  lane.unread = null;
  lane.declined = false;
  lane.question = null;
  lane.tailgates = 0;
  if (!event.tracked) {
    // Nothing will tell when this vehicle has passed: the lane is ready for the next at once.
    if (lane.phase === 'due' || lane.phase === 'asking' || lane.phase === 'printing') {
      lane.sessionId = null;
      setPhase(lane, lane.armingOn ? 'armed' : 'idle', at);
    }
    // Opened again for the same vehicle: it has its time anew.
    if (lane.phase === 'vended') lane.phaseSince = at;
    const reason = event.overrideReason;
    if (lane.phase === 'idle' && reason !== null && hasLoops(state, event.laneId))
      lane.openedAhead = { at, reason };
    return;
  }
  const { phase } = laneTransition(laneViewOf(state, lane), 'vended');
  if (phase === 'passing') startPassing(lane);
  lane.authorised = true;
  lane.sessionId = event.sessionId;
  setPhase(lane, phase, at);
}

function hasLoops({ installed }: LotState, laneId: LaneId): boolean {
  return installed?.lanes.get(laneId)?.detection === 'loops';
}

/** Lanes without loops have no arming to stand on: there `loopless` is the phase that follows. */
function step(
  state: LotState,
  lane: LaneState,
  input: LaneInput,
  at: Instant,
  loopless: LanePhase,
): void {
  const { phase } = laneTransition(laneViewOf(state, lane), input);
  setPhase(lane, lane.armingOn ? phase : loopless, at);
}

function setPhase(lane: LaneState, phase: LanePhase, at: Instant): void {
  if (lane.phase === phase) return;
  lane.phase = phase;
  lane.phaseSince = at;
}

/** The gate waits for staff to say whose plate it is. What was shown before is not known any more. */
export function askInLane(
  state: LotState,
  laneId: LaneId,
  question: LaneQuestion,
  at: Instant,
): void {
  const lane = state.lanes.get(laneId);
  if (lane === undefined) return;
  clearVehicle(lane);
  lane.pending = null;
  lane.question = question;
  step(state, lane, 'asked', at, 'asking');
}

/** Staff have answered: the vehicle stands there as before, until what follows from the answer. */
export function declineInLane(state: LotState, laneId: LaneId, at: Instant): void {
  const lane = state.lanes.get(laneId);
  if (lane === undefined) return;
  lane.question = null;
  step(state, lane, 'declined', at, 'idle');
}

/** The gate waits until the ticket is on paper. */
export function printAskedInLane(
  state: LotState,
  laneId: LaneId,
  sessionId: SessionId,
  at: Instant,
): void {
  const lane = state.lanes.get(laneId);
  if (lane === undefined) return;
  lane.sessionId = sessionId;
  lane.pending = null;
  lane.refusal = null;
  lane.question = null;
  step(state, lane, 'ticket-asked', at, 'printing');
}

/** There is no ticket: whoever waited for it stands there as before. */
export function printEndedInLane(
  state: LotState,
  laneId: LaneId,
  sessionId: SessionId | null,
  at: Instant,
): void {
  const lane = state.lanes.get(laneId);
  if (lane === undefined || lane.phase !== 'printing' || lane.sessionId !== sessionId) return;
  step(state, lane, 'declined', at, 'idle');
  clearVehicle(lane);
}

function clearVehicle(lane: LaneState): void {
  lane.question = null;
  lane.sessionId = null;
  lane.dueMinor = null;
  lane.refusal = null;
}

export const laneEvolvers = evolversOf<LaneEvent>(evolveLane, {
  LoopChanged: true,
  GateMoved: true,
  PlateRead: true,
  UnreadSeen: true,
  StaffAsked: true,
  NoPlateSeen: true,
  StaffAnswered: true,
  EntryRefused: true,
  ExitRefused: true,
  GateVended: true,
  GateHeld: true,
  HoldEnded: true,
  GateClosed: true,
  GateOpenedAlone: true,
  VehiclePassed: true,
  VehicleBackedOut: true,
  AuthorisationExpired: true,
  PaymentDue: true,
});
