import type { LaneId } from '#domain/kernel/ids.ts';
import type { DeviceStatus, GatePosition } from '#domain/lot/words.ts';
import type { FieldInput } from '../driver.ts';
import type { BarrierReading } from './reading.ts';

/** A loop's change counts once this many polls in a row agree. */
export const DEBOUNCE_POLLS = 2;
/** So many polls without a valid reply, and the barrier is offline. */
export const MISSED_POLLS_MAX = 3;
/** A silent line is reopened after this many missed polls, then after twice as many, up to the cap. */
const REOPEN_CAP_POLLS = 48;

interface Debounced {
  readonly reported: boolean | null;
  readonly seen: boolean | null;
  readonly polls: number;
}

export interface WatchState {
  readonly status: DeviceStatus | null;
  readonly missed: number;
  readonly refused: number;
  readonly reopenAt: number;
  readonly arming: Debounced;
  readonly safety: Debounced;
  readonly gate: GatePosition | null;
}

export type WatchInput =
  | { readonly kind: 'reading'; readonly reading: BarrierReading }
  | { readonly kind: 'no-reply' }
  | { readonly kind: 'exception'; readonly sentence: string }
  | { readonly kind: 'line-down'; readonly sentence: string };

export interface WatchStep {
  readonly state: WatchState;
  readonly emits: readonly FieldInput[];
  readonly reopen: boolean;
}

const unseen: Debounced = { reported: null, seen: null, polls: 0 };

export const initialWatch: WatchState = {
  status: null,
  missed: 0,
  refused: 0,
  reopenAt: MISSED_POLLS_MAX,
  arming: unseen,
  safety: unseen,
  gate: null,
};

/** What a poll means for the lot: status, debounced loops, gate. `path` and `unit` name it for staff. */
export function stepWatch(
  state: WatchState,
  input: WatchInput,
  where: { readonly laneId: LaneId; readonly path: string; readonly unit: number },
): WatchStep {
  switch (input.kind) {
    case 'reading':
      return readInputs(state, input.reading, where.laneId);
    case 'no-reply': {
      const missed = state.missed + 1;
      const reopen = missed >= state.reopenAt;
      const reopenAt = reopen
        ? missed + Math.min(state.reopenAt, REOPEN_CAP_POLLS)
        : state.reopenAt;
      const next = { ...state, missed, reopenAt };
      if (missed < MISSED_POLLS_MAX) return { state: next, emits: [], reopen };
      return {
        ...away(next, 'offline', `No reply of unit ${where.unit} on ${where.path}.`, where.laneId),
        reopen,
      };
    }
    case 'exception': {
      const refused = state.refused + 1;
      const next = { ...state, missed: 0, refused };
      if (refused < MISSED_POLLS_MAX) return { state: next, emits: [], reopen: false };
      return away(next, 'fault', `It refuses to be read: ${input.sentence}`, where.laneId);
    }
    case 'line-down':
      return away({ ...state, missed: 0 }, 'offline', input.sentence, where.laneId);
  }
}

function readInputs(before: WatchState, reading: BarrierReading, laneId: LaneId): WatchStep {
  const emits: FieldInput[] = [];
  if (before.status !== 'online') emits.push({ kind: 'status', status: 'online', detail: '' });
  const arming = debounce(before.arming, reading.arming);
  const safety = debounce(before.safety, reading.safety);
  const loops = [
    ...changed('arming', before.arming, arming, laneId),
    ...changed('safety', before.safety, safety, laneId),
  ];
  // Both seen by one poll: a vehicle reaches the safety loop before it leaves the arming loop.
  if (safety.reported === true && arming.reported === false) loops.reverse();
  emits.push(...loops);
  if (reading.gate !== before.gate) emits.push({ kind: 'gate', laneId, gate: reading.gate });
  const state: WatchState = {
    ...initialWatch,
    status: 'online',
    arming,
    safety,
    gate: reading.gate,
  };
  return { state, emits, reopen: false };
}

function changed(
  loop: 'arming' | 'safety',
  before: Debounced,
  { reported }: Debounced,
  laneId: LaneId,
): readonly FieldInput[] {
  if (reported === null || reported === before.reported) return [];
  return [{ kind: 'loop', laneId, loop, on: reported }];
}

/** A loop that is not wired has nothing to tell. */
function debounce(before: Debounced, now: boolean | null): Debounced {
  if (now === null) return before;
  const polls = before.seen === now ? Math.min(before.polls + 1, DEBOUNCE_POLLS) : 1;
  return { reported: polls >= DEBOUNCE_POLLS ? now : before.reported, seen: now, polls };
}

/** Nothing is known of the inputs any more; when it comes back, all of them are reported again. */
function away(
  state: WatchState,
  status: 'offline' | 'fault',
  detail: string,
  laneId: LaneId,
): WatchStep {
  const next: WatchState = { ...state, status, arming: unseen, safety: unseen, gate: 'unknown' };
  if (state.status === status) return { state: next, emits: [], reopen: false };
  const emits: FieldInput[] = [{ kind: 'status', status, detail }];
  if (state.gate !== 'unknown') emits.push({ kind: 'gate', laneId, gate: 'unknown' });
  return { state: next, emits, reopen: false };
}
