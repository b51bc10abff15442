import type { Instant } from '../../kernel/instant.ts';
import type { LaneInput } from '../../lane/transition.ts';
import { laneTransition } from '../../lane/transition.ts';
import type { EventOf, RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LaneState, LotState } from '../state.ts';
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
      evolveLoop(lane, event, at);
      return;
    case 'GateMoved':
      lane.gate = event.gate;
      return;
    case 'PlateRead':
      lane.lastRead = readOf(event, at);
      lane.pending = lane.lastRead;
      return;
    case 'StaffAsked':
      step(lane, 'asked', at, 'asking');
      return;
    case 'StaffAnswered':
      lane.pending = null;
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
    case 'VehicleBackedOut':
      clearVehicle(lane);
      return;
    case 'AuthorisationExpired':
      setPhase(lane, lane.armingOn ? 'armed' : 'idle', at);
      clearVehicle(lane);
      return;
  }
}

function readOf(event: EventOf<'PlateRead'>, at: Instant) {
  const { readId, plateRef, confidence, needs } = event;
  return { readId, plateRef, confidence, needs, at };
}

function evolveLoop(lane: LaneState, event: EventOf<'LoopChanged'>, at: Instant): void {
  if (event.loop === 'arming') {
    lane.armingOn = event.on;
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
  }
  setPhase(lane, event.phase, at);
}

function evolveVend(lane: LaneState, event: EventOf<'GateVended'>, at: Instant): void {
  lane.pending = null;
  lane.refusal = null;
  lane.dueMinor = null;
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

function clearVehicle(lane: LaneState): void {
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
