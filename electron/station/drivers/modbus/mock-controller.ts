import type { BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import type { ExceptionCode, SlaveModel } from './slave.ts';

export type CoilName = keyof BarrierWiring['coils'];
export type InputName = keyof BarrierWiring['inputs'];

export interface MockControllerOptions {
  readonly coils: BarrierWiring['coils'];
  readonly inputs: BarrierWiring['inputs'];
  readonly inverted?: BarrierWiring['inverted'];
  readonly boardPulse?: BarrierWiring['boardPulse'];
  /** Called when a coil changes. Vend and close are impulses: act on `on === true`. */
  readonly onCoil?: (coil: CoilName, on: boolean) => void;
}

/** A played barrier controller's data. It does not move by itself; its player does. */
export interface MockController {
  setInputs(inputs: Partial<Record<InputName, boolean>>): void;
  readonly inputs: Readonly<Record<InputName, boolean>>;
  readonly coils: Readonly<Record<CoilName, boolean>>;
  /** Sets a coil from the controller's own side, as one that ends its impulses by itself does. */
  setCoil(coil: CoilName, on: boolean): void;
  /** Answers everything with this exception until null. */
  refuseWith(code: ExceptionCode | null): void;
}

/** Starts closed, with nobody on the loops. `stop` ends its impulses. */
export function createMockController(
  options: MockControllerOptions,
): MockController & { readonly model: SlaveModel; stop(): void } {
  const inputs: Record<InputName, boolean> = {
    armingLoop: false,
    safetyLoop: false,
    openLimit: false,
    closedLimit: true,
    fault: false,
  };
  const coils: Record<CoilName, boolean> = { vend: false, hold: false, close: false };
  const pulses = new Map<CoilName, NodeJS.Timeout>();
  const inputAt = byAddress(options.inputs);
  const coilAt = byAddress(options.coils);
  const inputHighest = Math.max(-1, ...inputAt.keys());
  const coilHighest = Math.max(...coilAt.keys());
  const inverted = options.inverted ?? [];
  const boardPulse = options.boardPulse ?? null;
  let refusal: ExceptionCode | null = null;

  function switchCoil(name: CoilName, on: boolean): void {
    if (coils[name] === on) return;
    coils[name] = on;
    options.onCoil?.(name, on);
  }

  function flash(name: CoilName, ms: number): void {
    clearTimeout(pulses.get(name));
    switchCoil(name, false);
    switchCoil(name, true);
    pulses.set(
      name,
      setTimeout(() => switchCoil(name, false), ms),
    );
  }

  const model: SlaveModel = {
    // Addresses between those in use exist and are off, as on a real board.
    readCoil(address) {
      const name = coilAt.get(address);
      if (refusal !== null) return refusal;
      return name ? coils[name] : address <= coilHighest ? false : 2;
    },
    readInput(address) {
      const name = inputAt.get(address);
      if (refusal !== null) return refusal;
      if (!name) return address <= inputHighest ? false : 2;
      return inputs[name] !== inverted.includes(name);
    },
    writeCoil(address, on) {
      const name = coilAt.get(address);
      if (refusal !== null || !name) return refusal ?? 2;
      switchCoil(name, on);
      return true;
    },
    writeOther(address, value) {
      const name = boardPulse && coilAt.get(address - boardPulse.offset);
      if (refusal !== null || !boardPulse || !name) return refusal ?? 3;
      flash(name, value * boardPulse.unitMs);
      return true;
    },
  };

  return {
    model,
    setInputs: (changes) => Object.assign(inputs, changes),
    inputs,
    coils,
    setCoil(coil, on) {
      coils[coil] = on;
    },
    refuseWith(code) {
      refusal = code;
    },
    stop() {
      for (const pulse of pulses.values()) clearTimeout(pulse);
    },
  };
}

function byAddress<N extends string>(addresses: Record<N, number | null>): Map<number, N> {
  return new Map(
    Object.entries<number | null>(addresses).flatMap(([name, at]) =>
      at === null ? [] : [[at, name as N] as const],
    ),
  );
}
