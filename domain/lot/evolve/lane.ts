import type { LaneId } from '../../kernel/ids.ts';
import { type Instant, SECOND_MS } from '../../kernel/instant.ts';
import type { LaneInput } from '../../lane/transition.ts';
import { laneTransition } from '../../lane/transition.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LaneQuestion, LaneState, LotState } from '../state.ts';
import type { LanePhase } from '../words.ts';

type LaneEvent = EventOf<
  | 'LoopChanged'
  | 'GateMoved'
  | 'PlateRead'
  | 'StaffAsked'
  | 'StaffAnswered'
  | 'EntryRefused'
  | 'ExitRefused'
  | 'GateVended'
  | 'GateHeld'
  | 'GateClosed'
  | 'VehiclePassed'
  | 'VehicleBackedOut'
  | 'AuthorisationExpired'
  | 'PaymentDue'
>;

/** What a lane's events do to it. A lane that a later lot file removed is passed over. */
export function evolveLane(state: LotState, event: LaneEvent, { at }: RecordedEvent): void {
  const lane = state.lanes.get(event.laneId);
  if (lane === undefined) return;
  switch (event.type) {
    case 'LoopChanged':
      evolveLoop(state, lane, event, at);
      return;
    case 'GateMoved':
      lane.gate = event.gate;
      lane.gateAt = at;
      return;
    case 'PlateRead':
      if (event.late) return;
      lane.lastRead = readOf(event, at);
      lane.pending = lane.lastRead;
      lane.visitor = lane.lastRead;
      return;
    case 'StaffAsked':
      step(lane, 'asked', at, 'asking');
      return;
    case 'StaffAnswered':
      lane.pending = null;
      lane.question = null;
      step(lane, 'declined', at, 'idle');
      return;
    case 'EntryRefused':
    case 'ExitRefused':
      lane.refusal = event.code;
      lane.pending = null;
      return;
    case 'PaymentDue':
      lane.sessionId = event.sessionId;
      lane.dueMinor = event.dueMinor;
      lane.pending = null;
      lane.refusal = null;
      lane.question = null;
      step(lane, 'due', at, 'due');
      return;
    case 'GateVended':
      evolveVend(lane, event, at);
      return;
    case 'GateHeld':
      lane.held = true;
      return;
    case 'GateClosed':
      lane.held = false;
      return;
    case 'VehiclePassed':
      // Whoever stands on the arming loop by now has come up behind.
      lane.armedSincePass = lane.armingOn;
      clearVehicle(lane);
      return;
    case 'VehicleBackedOut':
      lane.armedSincePass = false;
      clearVehicle(lane);
      return;
    case 'AuthorisationExpired':
      setPhase(lane, lane.armingOn ? 'armed' : 'idle', at);
      clearVehicle(lane);
      return;
  }
}

function readOf(event: EventOf<'PlateRead'>, at: Instant) {
  const { readId, plateRef, confidence, nearRefs, needs, pictureId } = event;
  const picture = pictureId === undefined ? {} : { pictureId };
  return { readId, plateRef, confidence, nearRefs, needs, ...picture, at };
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
    if (!event.on && lane.phase === 'passing') lane.armingCleared = true;
  } else {
    lane.safetyOn = event.on;
    if (event.on && event.phase === 'passing') lane.armingCleared = !lane.armingOn;
  }
  if (event.phase === 'idle') clearVehicle(lane);
  if (event.loop === 'arming' && event.phase === 'idle') {
    // It left as it came. The next vehicle must not be taken for it, and when it comes again at once,
    // its read must not be taken for a repeat.
    lane.pending = null;
    lane.lastRead = null;
    lane.visitor = null;
  }
  setPhase(lane, event.phase, at);
}

/** A read from long before belongs to a vehicle that never came. */
function arrive({ installed }: LotState, lane: LaneState, at: Instant): void {
  lane.armedSincePass = true;
  const windowSeconds = installed?.lot.policies.credentialWindowSeconds ?? 0;
  if (lane.visitor !== null && at - lane.visitor.at > windowSeconds * SECOND_MS)
    lane.visitor = null;
}

function evolveVend(lane: LaneState, event: EventOf<'GateVended'>, at: Instant): void {
  lane.pending = null;
  lane.refusal = null;
  lane.dueMinor = null;
  lane.visitor = null;
  lane.question = null;
  lane.tailgates = 0;
  if (!event.tracked) {
    // Nothing will tell when this vehicle has passed: the lane is ready for the next at once.
    if (lane.phase === 'due' || lane.phase === 'asking') {
      lane.sessionId = null;
      setPhase(lane, lane.armingOn ? 'armed' : 'idle', at);
    }
    return;
  }
  lane.sessionId = event.sessionId;
  setPhase(lane, 'vended', at);
}

/** Lanes without loops have no arming to stand on: there `loopless` is the phase that follows. */
function step(lane: LaneState, input: LaneInput, at: Instant, loopless: LanePhase): void {
  setPhase(lane, lane.armingOn ? laneTransition(lane, input).phase : loopless, at);
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
  step(lane, 'asked', at, 'asking');
}

/** Staff have answered: the vehicle stands there as before, until what follows from the answer. */
export function declineInLane(state: LotState, laneId: LaneId, at: Instant): void {
  const lane = state.lanes.get(laneId);
  if (lane === undefined) return;
  lane.question = null;
  step(lane, 'declined', at, 'idle');
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
  StaffAsked: true,
  StaffAnswered: true,
  EntryRefused: true,
  ExitRefused: true,
  GateVended: true,
  GateHeld: true,
  GateClosed: true,
  VehiclePassed: true,
  VehicleBackedOut: true,
  AuthorisationExpired: true,
  PaymentDue: true,
});
