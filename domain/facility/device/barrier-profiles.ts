/** What the inputs of a board tell of a barrier. */
export const BARRIER_INPUTS = [
  'armingLoop',
  'safetyLoop',
  'openLimit',
  'closedLimit',
  'fault',
] as const;
export type BarrierInput = (typeof BARRIER_INPUTS)[number];

/** Coils that command a barrier. */
export const BARRIER_COILS = ['vend', 'hold', 'close'] as const;
export type BarrierCoil = (typeof BARRIER_COILS)[number];

/** Which coil does what, and what each input means. Addresses count from 0, as on the wire. */
export interface BarrierWiring {
  readonly coils: {
    /** Opens by an impulse. */
    readonly vend: number;
    /** Keeps open while it is on. Null: `vend` does, left on. */
    readonly hold: number | null;
    /** Closes by an impulse. Null: the barrier closes by itself once nothing keeps it open. */
    readonly close: number | null;
  };
  /** Null: nothing is wired there. */
  readonly inputs: Readonly<Record<BarrierInput, number | null>>;
  /** Inputs whose contact is closed while nothing is the matter. */
  readonly inverted: readonly BarrierInput[];
  /** The table in which the board shows its inputs: function 2 or function 1. */
  readonly readAs: 'discrete-inputs' | 'coils';
  readonly pulseMs: number;
  /**
   * The board ends an impulse by itself: function 5 at the coil's address plus `offset`, with the time as
   * value. Null: the station writes on, then off.
   */
  readonly boardPulse: { readonly offset: number; readonly unitMs: number } | null;
}

const NO_INPUTS = {
  armingLoop: null,
  safetyLoop: null,
  openLimit: null,
  closedLimit: null,
  fault: null,
} as const;

/**
 * Waveshare's flash-on (wiki "Modbus RTU Relay", development protocol V3): function 5 at 0x0200 + relay,
 * the value in units of 100 ms. A station that dies meanwhile leaves no relay on.
 */
const WAVESHARE_FLASH = { offset: 0x0200, unitMs: 100 } as const;

/** The map of each product. A new product is one entry here. */
export const BARRIER_PROFILES = {
  /** A barrier's own controller, with loops and limit switches in this order. */
  controller: {
    coils: { vend: 0, hold: 1, close: 2 },
    inputs: { armingLoop: 0, safetyLoop: 1, openLimit: 2, closedLimit: 3, fault: 4 },
    inverted: [],
    readAs: 'discrete-inputs',
    pulseMs: 500,
    boardPulse: null,
  },
  /** Any board of eight relays and eight inputs: open, close, hold; up, down, arming, safety, fault. */
  'relay-8': {
    coils: { vend: 0, hold: 2, close: 1 },
    inputs: { openLimit: 0, closedLimit: 1, armingLoop: 2, safetyLoop: 3, fault: 4 },
    inverted: [],
    readAs: 'discrete-inputs',
    pulseMs: 500,
    boardPulse: null,
  },
  /** Waveshare Modbus RTU Relay: eight relays and no inputs. */
  'waveshare-relay-8': {
    coils: { vend: 0, hold: 2, close: 1 },
    inputs: NO_INPUTS,
    inverted: [],
    readAs: 'discrete-inputs',
    pulseMs: 500,
    boardPulse: WAVESHARE_FLASH,
  },
  /** Waveshare Modbus RTU Relay (D) and Modbus POE ETH Relay (B): eight relays, eight inputs. */
  'waveshare-relay-8-inputs': {
    coils: { vend: 0, hold: 2, close: 1 },
    inputs: { openLimit: 0, closedLimit: 1, armingLoop: 2, safetyLoop: 3, fault: null },
    inverted: [],
    readAs: 'discrete-inputs',
    pulseMs: 500,
    boardPulse: WAVESHARE_FLASH,
  },
} as const satisfies Readonly<Record<string, BarrierWiring>>;
export type BarrierProfile = keyof typeof BARRIER_PROFILES;
export const BARRIER_PROFILE_NAMES = Object.keys(BARRIER_PROFILES) as [BarrierProfile];
