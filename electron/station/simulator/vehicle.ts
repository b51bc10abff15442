import type { SlotId } from '#domain/kernel/ids.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS } from '#domain/kernel/instant.ts';
import type { VehiclePlan } from '#domain/traffic/vehicle-plan.ts';
import type { SignReading } from './sign-reading.ts';

/**
 * Where a vehicle is. `-in` at an entry, `-out` at an exit: `queued` behind others, `arming` drives
 * onto the loop, `asked` has shown its credential, `rolling` passes the gate, `backing` leaves the
 * lane backwards.
 */
export type VehiclePhase =
  | 'queued-in'
  | 'arming-in'
  | 'asked-in'
  | 'rolling-in'
  | 'backing-in'
  | 'to-slot'
  | 'parked'
  | 'paying'
  | 'to-exit'
  | 'queued-out'
  | 'arming-out'
  | 'asked-out'
  | 'rolling-out'
  | 'backing-out'
  | 'gone';

export type Ending = 'left' | 'backed-out' | 'refused' | 'gave-up' | 'towed';

export interface VehicleState {
  readonly plan: VehiclePlan;
  readonly phase: VehiclePhase;
  /** Steps already done within the phase. */
  readonly step: number;
  /** The lane has loops that feel the vehicle. */
  readonly hasLoops: boolean;
  readonly slotLabel: string | null;
  /** What a scanner at the exit can read; only where a ticket was given. */
  readonly ticket: string | null;
  /** The exit has shown an amount. */
  readonly isDue: boolean;
  /** The sign has turned it away. */
  readonly isRefused: boolean;
  /** How often the exit did not open. */
  readonly failedExits: number;
}

export type VehicleInput =
  /** It is first in its lane. */
  | { readonly kind: 'turn'; readonly hasLoops: boolean }
  | { readonly kind: 'timer' }
  /** The gate was told to open for it. */
  | { readonly kind: 'vended' }
  /** The gate is open for it. */
  | { readonly kind: 'go' }
  | { readonly kind: 'sign'; readonly reading: SignReading }
  /** The ticket machine answered: a ticket, or none. */
  | { readonly kind: 'ticket'; readonly ticket: string | null; readonly slotLabel: string | null }
  | { readonly kind: 'paid'; readonly ok: boolean }
  /** Stands in a slot; null when none was free. */
  | { readonly kind: 'parked'; readonly slotId: SlotId | null }
  /** Somebody wants it to leave now. */
  | { readonly kind: 'leave' };

export type VehicleEffect =
  | { readonly kind: 'loop'; readonly loop: 'arming' | 'safety'; readonly on: boolean }
  | { readonly kind: 'show-plate'; readonly confidence: number }
  | { readonly kind: 'press-button' }
  | { readonly kind: 'scan'; readonly ticket: string }
  | { readonly kind: 'pay' }
  /** One timer at a time; a new one replaces it. `stay` runs by lot time. */
  | { readonly kind: 'wait'; readonly pace: Pace; readonly lifeMs: DurationMs }
  | { readonly kind: 'no-wait' }
  | { readonly kind: 'park' }
  | { readonly kind: 'unpark' }
  | { readonly kind: 'join-exit' }
  /** The lane is free for the next one. */
  | { readonly kind: 'leave-lane' }
  | { readonly kind: 'end'; readonly ending: Ending };

/** What a wait is bound by: a loop's polling, the free lane, people's patience, a drive, a stay. */
export type Pace = 'loop' | 'free' | 'patience' | 'drive' | 'stay';

export interface VehicleStep {
  readonly state: VehicleState;
  readonly effects: readonly VehicleEffect[];
}

const READ_MS = 900;
/** From the open gate to the first wheel on the safety loop. */
const REACT_MS = 900;
const ROLL_MS = 1_100;
const PATIENCE_MS = 2 * MINUTE_MS;
const READ_AGAIN_MS = 20 * SECOND_MS;
const TURN_ROUND_MS = 4 * SECOND_MS;
const PURSE_MS = 12 * SECOND_MS;
const DRIVE_MS = 45 * SECOND_MS;
const RETRY_STAY_MS = 10 * MINUTE_MS;
const SURE = 0.95;
const DOUBTFUL_BELOW = 0.8;
const FAILED_EXITS_MAX = 3;

export function newVehicle(plan: VehiclePlan): VehicleState {
  return {
    plan,
    phase: 'queued-in',
    step: 0,
    hasLoops: false,
    slotLabel: null,
    ticket: null,
    isDue: false,
    isRefused: false,
    failedExits: 0,
  };
}

/** A vehicle that was inside before the simulator came. */
export function parkedVehicle(plan: VehiclePlan, ticket: string | null): VehicleState {
  return { ...newVehicle(plan), phase: 'parked', ticket };
}

const stay = (state: VehicleState): VehicleStep => ({ state, effects: [] });
const wait = (pace: Pace, lifeMs: DurationMs): VehicleEffect => ({ kind: 'wait', pace, lifeMs });
const loop = (which: 'arming' | 'safety', on: boolean): VehicleEffect => ({
  kind: 'loop',
  loop: which,
  on,
});

/** One vehicle's way through the car park. Inputs that mean nothing in a phase change nothing. */
export function vehicleTransition(state: VehicleState, input: VehicleInput): VehicleStep {
  // The machine may print while the gate already opens: the ticket is taken wherever it comes.
  if (input.kind === 'ticket')
    return stay({
      ...state,
      ticket: input.ticket ?? state.ticket,
      slotLabel: input.slotLabel ?? state.slotLabel,
    });
  switch (state.phase) {
    case 'queued-in':
    case 'queued-out':
      return input.kind === 'turn' ? driveOntoLoop(state, input.hasLoops) : stay(state);
    case 'arming-in':
    case 'arming-out':
      return input.kind === 'timer' ? showCredential(state) : stay(state);
    case 'asked-in':
      return atEntry(state, input);
    case 'asked-out':
      return atExit(state, input);
    case 'rolling-in':
    case 'rolling-out':
      return rolling(state, input);
    case 'backing-in':
    case 'backing-out':
      return input.kind === 'timer' ? backedOut(state) : stay(state);
    default:
      return inside(state, input);
  }
}

function driveOntoLoop(state: VehicleState, hasLoops: boolean): VehicleStep {
  const isIn = state.phase === 'queued-in';
  const next: VehicleState = {
    ...state,
    phase: isIn ? 'arming-in' : 'arming-out',
    step: 0,
    hasLoops,
    isDue: false,
    isRefused: false,
  };
  // Where nothing feels it, the camera sees it coming: there is no loop to wait for.
  if (!hasLoops) return showCredential(next);
  return { state: next, effects: [loop('arming', true), wait('loop', READ_MS)] };
}

function showCredential(state: VehicleState): VehicleStep {
  const { plan, ticket } = state;
  if (state.phase === 'arming-in') {
    const asked: VehicleState = { ...state, phase: 'asked-in' };
    if (plan.entryBy === 'nothing')
      return { state: asked, effects: [wait('patience', PATIENCE_MS)] };
    if (plan.entryBy === 'button')
      return {
        state: asked,
        effects: [{ kind: 'press-button' }, wait('patience', PATIENCE_MS)],
      };
    return { state: asked, effects: showPlate(plan, plan.entryConfidence) };
  }
  const asked: VehicleState = { ...state, phase: 'asked-out' };
  if (ticket === null) return { state: asked, effects: showPlate(plan, plan.exitConfidence) };
  return { state: asked, effects: [{ kind: 'scan', ticket }, wait('patience', PATIENCE_MS)] };
}

function showPlate(plan: VehiclePlan, confidence: number): VehicleEffect[] {
  const readsAgain = confidence < DOUBTFUL_BELOW && plan.isReadAgain;
  return [
    { kind: 'show-plate', confidence },
    wait('patience', readsAgain ? READ_AGAIN_MS : PATIENCE_MS),
  ];
}

function atEntry(state: VehicleState, input: VehicleInput): VehicleStep {
  const { plan } = state;
  switch (input.kind) {
    case 'vended':
      return changesItsMind(state) ? backOut(state) : stay(state);
    case 'go':
      return changesItsMind(state) ? backOut(state) : roll(state);
    case 'sign':
      if (input.reading.kind === 'slot') return stay({ ...state, slotLabel: input.reading.label });
      if (input.reading.kind !== 'turn-back') return stay(state);
      return {
        state: { ...state, isRefused: true },
        effects: [wait('free', TURN_ROUND_MS)],
      };
    case 'timer':
      if (!state.isRefused && isReadAgainNow(state, plan.entryConfidence)) return readAgain(state);
      return backOut(state);
    default:
      return stay(state);
  }
}

/** Where no loop would tell, the station could not know, and its ticket would stay open for good. */
function changesItsMind({ plan, hasLoops }: VehicleState): boolean {
  return plan.backsOut && hasLoops;
}

function atExit(state: VehicleState, input: VehicleInput): VehicleStep {
  switch (input.kind) {
    case 'go':
      return roll(state);
    case 'sign':
      if (input.reading.kind !== 'due' || state.isDue) return stay(state);
      return { state: { ...state, isDue: true }, effects: [wait('free', PURSE_MS)] };
    case 'paid':
      return stay(state);
    case 'timer':
      // The purse is out: what follows is either an open gate or the wait for staff.
      if (state.isDue && state.step === 0)
        return {
          state: { ...state, step: 1 },
          effects: [{ kind: 'pay' }, wait('patience', PATIENCE_MS)],
        };
      if (state.ticket === null && isReadAgainNow(state, state.plan.exitConfidence))
        return readAgain(state);
      return backOut(state);
    default:
      return stay(state);
  }
}

function isReadAgainNow({ plan, step }: VehicleState, confidence: number): boolean {
  return step === 0 && plan.isReadAgain && confidence < DOUBTFUL_BELOW;
}

function readAgain(state: VehicleState): VehicleStep {
  return {
    state: { ...state, step: 1 },
    effects: [{ kind: 'show-plate', confidence: SURE }, wait('patience', PATIENCE_MS)],
  };
}

function roll(state: VehicleState): VehicleStep {
  const phase = state.phase === 'asked-in' ? 'rolling-in' : 'rolling-out';
  const rollingState: VehicleState = { ...state, phase, step: 0 };
  if (!state.hasLoops) return { state: rollingState, effects: [wait('free', ROLL_MS)] };
  return { state: rollingState, effects: [wait('loop', REACT_MS)] };
}

/** What the loops feel while a vehicle passes, one step a timer. */
const PASSING: readonly VehicleEffect[] = [
  loop('safety', true),
  loop('arming', false),
  loop('safety', false),
];

function rolling(state: VehicleState, input: VehicleInput): VehicleStep {
  if (input.kind === 'sign' && input.reading.kind === 'slot' && state.phase === 'rolling-in')
    return stay({ ...state, slotLabel: input.reading.label });
  if (input.kind !== 'timer') return stay(state);
  const felt = state.hasLoops ? PASSING[state.step] : undefined;
  if (felt !== undefined && state.step < PASSING.length - 1)
    return {
      state: { ...state, step: state.step + 1 },
      effects: [felt, wait('loop', ROLL_MS)],
    };
  const through: VehicleEffect[] = felt === undefined ? [] : [felt];
  through.push({ kind: 'leave-lane' });
  if (state.phase === 'rolling-in')
    return {
      state: { ...state, phase: 'to-slot', step: 0 },
      effects: [...through, wait('drive', DRIVE_MS)],
    };
  return {
    state: { ...state, phase: 'gone' },
    effects: [...through, { kind: 'end', ending: 'left' }],
  };
}

function backOut(state: VehicleState): VehicleStep {
  const phase = state.phase === 'asked-in' ? 'backing-in' : 'backing-out';
  const off = state.hasLoops ? [loop('arming', false)] : [];
  return {
    state: { ...state, phase, step: 0 },
    effects: [...off, wait(state.hasLoops ? 'loop' : 'free', ROLL_MS)],
  };
}

function backedOut(state: VehicleState): VehicleStep {
  const leaves: VehicleEffect = { kind: 'leave-lane' };
  if (state.phase === 'backing-in') {
    const ending = state.isRefused ? 'refused' : state.plan.backsOut ? 'backed-out' : 'gave-up';
    return { state: { ...state, phase: 'gone' }, effects: [leaves, { kind: 'end', ending }] };
  }
  const failedExits = state.failedExits + 1;
  if (failedExits >= FAILED_EXITS_MAX)
    return {
      state: { ...state, phase: 'gone', failedExits },
      effects: [leaves, { kind: 'end', ending: 'towed' }],
    };
  // Back into the lot, wherever there is room; it tries again later.
  return {
    state: { ...state, phase: 'to-slot', step: 0, slotLabel: null, failedExits },
    effects: [leaves, wait('drive', DRIVE_MS)],
  };
}

function inside(state: VehicleState, input: VehicleInput): VehicleStep {
  switch (state.phase) {
    case 'to-slot':
      if (input.kind === 'timer') return { state, effects: [{ kind: 'park' }] };
      if (input.kind === 'sign' && input.reading.kind === 'slot' && state.slotLabel === null)
        return stay({ ...state, slotLabel: input.reading.label });
      if (input.kind !== 'parked') return stay(state);
      if (input.slotId === null) return driveToExit(state, []);
      return { state: { ...state, phase: 'parked' }, effects: [stayOf(state)] };
    case 'parked':
      if (input.kind !== 'timer' && input.kind !== 'leave') return stay(state);
      if (state.plan.paysBefore)
        return {
          state: { ...state, phase: 'paying' },
          effects: [{ kind: 'no-wait' }, { kind: 'pay' }],
        };
      return driveToExit(state, [{ kind: 'unpark' }]);
    case 'paying':
      return input.kind === 'paid' ? driveToExit(state, [{ kind: 'unpark' }]) : stay(state);
    case 'to-exit':
      if (input.kind !== 'timer') return stay(state);
      return { state: { ...state, phase: 'queued-out' }, effects: [{ kind: 'join-exit' }] };
    default:
      return stay(state);
  }
}

function stayOf({ plan, failedExits }: VehicleState): VehicleEffect {
  return wait('stay', failedExits === 0 ? plan.stayMs : Math.min(plan.stayMs, RETRY_STAY_MS));
}

function driveToExit(state: VehicleState, before: readonly VehicleEffect[]): VehicleStep {
  return {
    state: { ...state, phase: 'to-exit', step: 0 },
    effects: [...before, wait('drive', DRIVE_MS)],
  };
}
