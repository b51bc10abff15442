import type { Instant } from '#domain/kernel/instant.ts';
import type { Presence } from '#domain/lot/words.ts';

/** One sensor as its words are weighed. */
export interface SensorState {
  readonly said: Presence;
  /** When it last changed its mind. */
  readonly changedAt: Instant | null;
  readonly heardAt: Instant | null;
  /** What the lot was told last; null before the first time. */
  readonly reported: Presence | null;
  /** How often it changed its mind before it had settled. */
  readonly flaps: number;
}

export interface SensorLimits {
  readonly settleMs: number;
  /** Undefined: silence says nothing. */
  readonly silentAfterMs: number | undefined;
}

export type SensorInput =
  | {
      readonly kind: 'said';
      readonly occupied: boolean;
      readonly at: Instant;
      /** Kept by a broker: news of the slot, and no sign of life. */
      readonly kept?: boolean;
    }
  /** Lives, and says nothing of its slot. */
  | { readonly kind: 'heard'; readonly at: Instant }
  | { readonly kind: 'time'; readonly at: Instant }
  /** Its controller is gone. */
  | { readonly kind: 'lost' };

export interface SensorStep {
  readonly state: SensorState;
  /** For the lot, where it differs from what it was told. */
  readonly report: Presence | null;
  /** When time alone changes something. */
  readonly dueAt: Instant | null;
}

export const newSensor: SensorState = {
  said: 'unknown',
  changedAt: null,
  heardAt: null,
  reported: null,
  flaps: 0,
};

/**
 * A sensor that was quiet before is believed at once: a vehicle that parks is seen without delay. One
 * that changes its mind again within the settling time is believed when it has kept to it that long, so
 * that a flapping sensor gives one change and not thousands. Silence and a lost controller make it
 * unknown, whatever it said last.
 */
export function stepSensor(
  state: SensorState,
  input: SensorInput,
  limits: SensorLimits,
): SensorStep {
  switch (input.kind) {
    case 'lost':
      return told({ ...state, said: 'unknown', changedAt: null }, 'unknown', limits);
    case 'heard':
      return waiting({ ...state, heardAt: input.at }, limits);
    case 'said':
      return said(state, input, limits);
    case 'time': {
      if (isSilent(state, input.at, limits))
        return told({ ...state, said: 'unknown', changedAt: null }, 'unknown', limits);
      const { changedAt } = state;
      const isSettled = changedAt !== null && input.at - changedAt >= limits.settleMs;
      return isSettled ? told(state, state.said, limits) : waiting(state, limits);
    }
  }
}

function said(
  state: SensorState,
  { occupied, at, kept = false }: Extract<SensorInput, { kind: 'said' }>,
  limits: SensorLimits,
): SensorStep {
  const presence = occupied ? 'occupied' : 'vacant';
  const heardAt = kept ? state.heardAt : at;
  if (presence === state.said) return waiting({ ...state, heardAt }, limits);
  const isFlapping = state.changedAt !== null && at - state.changedAt < limits.settleMs;
  const flaps = state.flaps + (isFlapping ? 1 : 0);
  const next = { ...state, said: presence, changedAt: at, heardAt, flaps } as const;
  return isFlapping ? waiting(next, limits) : told(next, presence, limits);
}

function isSilent({ heardAt, reported }: SensorState, at: Instant, limits: SensorLimits): boolean {
  if (limits.silentAfterMs === undefined || heardAt === null || reported === 'unknown')
    return false;
  return at - heardAt >= limits.silentAfterMs;
}

function told(state: SensorState, presence: Presence, limits: SensorLimits): SensorStep {
  const step = waiting({ ...state, reported: presence }, limits);
  return presence === state.reported ? step : { ...step, report: presence };
}

/** What happens next if nothing more is said. */
function waiting(state: SensorState, { settleMs, silentAfterMs }: SensorLimits): SensorStep {
  const { said: word, reported, changedAt, heardAt } = state;
  const settlesAt =
    word !== 'unknown' && word !== reported && changedAt !== null ? changedAt + settleMs : null;
  const silentAt =
    silentAfterMs !== undefined && heardAt !== null && reported !== 'unknown'
      ? heardAt + silentAfterMs
      : null;
  const dues = [settlesAt, silentAt].filter((due) => due !== null);
  return { state, report: null, dueAt: dues.length === 0 ? null : Math.min(...dues) };
}
