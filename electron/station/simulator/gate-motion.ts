import type { DurationMs } from '#domain/kernel/instant.ts';

/** A barrier's arm and what its own controller knows. */
export interface GateState {
  readonly position: 'closed' | 'opening' | 'open' | 'closing';
  /** The hold coil is on: it stays open. */
  readonly isHeld: boolean;
  /** Something is under the arm. */
  readonly isObstructed: boolean;
  /** Told to close, or the vehicle it opened for has passed. */
  readonly wantsClose: boolean;
}

export type GateInput =
  | { readonly kind: 'vend' | 'close' | 'timer' }
  | { readonly kind: 'hold' | 'obstructed'; readonly on: boolean };

/** The one timer of the controller: `travel` moves the arm, `linger` keeps it open. */
export type GateTimer =
  | { readonly kind: 'travel' | 'after-pass' | 'open-limit' | 'none' }
  /** The timer that runs goes on. */
  | { readonly kind: 'keep' };

export interface GateStep {
  readonly state: GateState;
  readonly timer: GateTimer;
}

/** Life-size times of a parking barrier. */
export const GATE_TIMES_MS: Readonly<Record<'travel' | 'after-pass' | 'open-limit', DurationMs>> = {
  travel: 1_600,
  'after-pass': 800,
  'open-limit': 20_000,
};

export const closedGate: GateState = {
  position: 'closed',
  isHeld: false,
  isObstructed: false,
  wantsClose: false,
};

const TRAVEL = { kind: 'travel' } as const;
const KEEP = { kind: 'keep' } as const;

/**
 * What a barrier's controller does by itself. It never closes on what stands under the arm, and opens
 * again when something gets under a closing one: people's safety is its business, not the station's.
 */
export function gateTransition(state: GateState, input: GateInput): GateStep {
  switch (input.kind) {
    case 'vend':
      return open({ ...state, wantsClose: false });
    case 'hold': {
      const held = { ...state, isHeld: input.on };
      return input.on ? open({ ...held, wantsClose: false }) : { state: held, timer: KEEP };
    }
    case 'close':
      return settle({ ...state, wantsClose: true });
    case 'obstructed':
      return obstructed(state, input.on);
    case 'timer':
      return timed(state);
  }
}

function open(state: GateState): GateStep {
  if (state.position === 'open') return { state, timer: { kind: 'open-limit' } };
  if (state.position === 'opening') return { state, timer: KEEP };
  return { state: { ...state, position: 'opening' }, timer: TRAVEL };
}

function obstructed(state: GateState, on: boolean): GateStep {
  const next = { ...state, isObstructed: on };
  if (on && state.position === 'closing')
    return { state: { ...next, position: 'opening' }, timer: TRAVEL };
  if (on) return { state: next, timer: state.position === 'open' ? { kind: 'none' } : KEEP };
  // It has passed: the gate has done what it was opened for.
  if (state.position === 'open' && !state.isHeld)
    return { state: { ...next, wantsClose: true }, timer: { kind: 'after-pass' } };
  return { state: next, timer: KEEP };
}

function timed(state: GateState): GateStep {
  switch (state.position) {
    case 'opening':
      return settle({ ...state, position: 'open' });
    case 'closing':
      return {
        state: { ...state, position: 'closed', wantsClose: false },
        timer: { kind: 'none' },
      };
    case 'open':
      return settle({ ...state, wantsClose: true });
    case 'closed':
      return { state, timer: { kind: 'none' } };
  }
}

/** Closes where that is wanted and safe; an open gate that nobody uses waits for its limit. */
function settle(state: GateState): GateStep {
  if (state.position !== 'open') return { state, timer: KEEP };
  if (state.isHeld || state.isObstructed) return { state, timer: { kind: 'none' } };
  if (!state.wantsClose) return { state, timer: { kind: 'open-limit' } };
  return { state: { ...state, position: 'closing' }, timer: TRAVEL };
}
