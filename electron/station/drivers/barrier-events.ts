import type { BarrierInput, BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import { BARRIER_INPUTS } from '#domain/facility/device/barrier-profiles.ts';
import type { LaneId } from '#domain/kernel/ids.ts';
import type { GatePosition } from '#domain/lot/words.ts';
import type { FieldInput } from './driver.ts';
import { gateOf } from './modbus/reading.ts';

/**
 * A loop that says nothing of a vehicle for a shorter time than this never lost it: high beds and detectors
 * that bounce make such gaps, and a vehicle that left for a moment would have lost its ticket.
 */
export const LOOP_GAP_MS = 150;

/** What a barrier that speaks by itself says of its inputs, as the lot hears it: each change once. */
export interface BarrierEvents {
  /** An input of the board, by its number. */
  input(channel: number, on: boolean): void;
  /** A word that means something by itself. */
  means(name: BarrierInput, on: boolean): void;
  gate(gate: GatePosition): void;
  /** It is away: nothing is known any more, and all is told again when it is back. */
  forget(): void;
  /** Nothing more is told. */
  stop(): void;
}

export function newBarrierEvents(
  { inputs, inverted }: Pick<BarrierWiring, 'inputs' | 'inverted'>,
  laneId: LaneId,
  emit: (input: FieldInput) => void,
): BarrierEvents {
  const known = new Map<BarrierInput, boolean>();
  const leaving = new Map<BarrierInput, NodeJS.Timeout>();
  let told: GatePosition | null = null;

  function tellGate(gate: GatePosition): void {
    if (gate === told || (gate === 'unknown' && told === null)) return;
    told = gate;
    emit({ kind: 'gate', laneId, gate });
  }

  /** A switch that is wired and has not spoken yet says nothing, so the arm's place is not known yet. */
  function gateFromSwitches(): GatePosition {
    if (known.get('fault')) return 'fault';
    const state = (name: BarrierInput) => (inputs[name] === null ? null : known.get(name));
    const open = state('openLimit');
    const closed = state('closedLimit');
    return open === undefined || closed === undefined ? 'unknown' : gateOf(open, closed);
  }

  function means(name: BarrierInput, on: boolean): void {
    const gap = leaving.get(name);
    if (!on && gap !== undefined) return;
    clearTimeout(gap);
    leaving.delete(name);
    if (known.get(name) === on) return;
    const isLoop = name === 'armingLoop' || name === 'safetyLoop';
    if (on || !isLoop || !known.has(name)) {
      holds(name, on);
      return;
    }
    const left = () => {
      leaving.delete(name);
      holds(name, false);
    };
    leaving.set(name, setTimeout(left, LOOP_GAP_MS));
  }

  function holds(name: BarrierInput, on: boolean): void {
    known.set(name, on);
    if (name === 'armingLoop') emit({ kind: 'loop', laneId, loop: 'arming', on });
    else if (name === 'safetyLoop') emit({ kind: 'loop', laneId, loop: 'safety', on });
    else tellGate(gateFromSwitches());
  }

  function stop(): void {
    for (const gap of leaving.values()) clearTimeout(gap);
    leaving.clear();
  }

  return {
    input(channel, on) {
      for (const name of BARRIER_INPUTS)
        if (inputs[name] === channel) means(name, on !== inverted.includes(name));
    },
    means,
    gate: tellGate,
    forget() {
      stop();
      known.clear();
      if (told !== null) tellGate('unknown');
    },
    stop,
  };
}
