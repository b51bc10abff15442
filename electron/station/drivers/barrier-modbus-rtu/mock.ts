import type { SerialSettings } from '#domain/facility/device-file.ts';
import { type MockPort, openMockPort } from '../mock-port.ts';
import type { BarrierDevice } from './codec.ts';
import { createSlave, type ExceptionCode } from './slave.ts';

export type CoilName = keyof BarrierDevice['coils'];
export type InputName = keyof BarrierDevice['inputs'];

export interface MockBarrierOptions {
  /** The field's end of the line. */
  readonly serial: SerialSettings;
  readonly unit: number;
  readonly coils: BarrierDevice['coils'];
  readonly inputs: BarrierDevice['inputs'];
  /** Called when a coil changes. Vend and close are impulses: act on `on === true`. */
  readonly onCoil?: (coil: CoilName, on: boolean) => void;
  /** The line broke under the mock, which opens it again by itself. */
  readonly onLost?: (sentence: string) => void;
}

/** A played barrier controller: a Modbus RTU server. It does not move by itself; its player does. */
export interface MockBarrier {
  setInputs(inputs: Partial<Record<InputName, boolean>>): void;
  readonly inputs: Readonly<Record<InputName, boolean>>;
  readonly coils: Readonly<Record<CoilName, boolean>>;
  /** Sets a coil from the controller's own side, as one that ends its impulses by itself does. */
  setCoil(coil: CoilName, on: boolean): void;
  /** Answers everything with this exception until null. */
  refuseWith(code: ExceptionCode | null): void;
  /** Hears and says nothing, as with its power off. */
  setSilent(silent: boolean): void;
  /** Sends bytes that nobody asked for. */
  sendRaw(bytes: Uint8Array): void;
  stop(): Promise<void>;
}

/** Opens the line and serves. Starts closed, with nobody on the loops. Rejects when it cannot open. */
export async function startMockBarrier(options: MockBarrierOptions): Promise<MockBarrier> {
  const inputs: Record<InputName, boolean> = {
    armingLoop: false,
    safetyLoop: false,
    openLimit: false,
    closedLimit: true,
    fault: false,
  };
  const coils: Record<CoilName, boolean> = { vend: false, hold: false, close: false };
  const inputAt = byAddress(options.inputs);
  const coilAt = byAddress(options.coils);
  const inputHighest = Math.max(...inputAt.keys());
  let refusal: ExceptionCode | null = null;
  let silent = false;

  const slave = createSlave(options.unit, {
    readCoil(address) {
      const name = coilAt.get(address);
      return refusal ?? (name ? coils[name] : 2);
    },
    readInput(address) {
      const name = inputAt.get(address);
      // Addresses between those in use exist and are off, as on a real input block.
      if (!name) return refusal ?? (address <= inputHighest ? false : 2);
      return refusal ?? inputs[name];
    },
    writeCoil(address, on) {
      const name = coilAt.get(address);
      if (refusal || !name) return refusal ?? 2;
      if (coils[name] !== on) {
        coils[name] = on;
        options.onCoil?.(name, on);
      }
      return true;
    },
  });

  const port: MockPort = await openMockPort(
    options.serial,
    (chunk) => {
      if (silent) return;
      for (const reply of slave.push(chunk)) port.write(reply);
    },
    options.onLost,
  );

  return {
    setInputs: (changes) => Object.assign(inputs, changes),
    inputs,
    coils,
    setCoil(coil, on) {
      coils[coil] = on;
    },
    refuseWith(code) {
      refusal = code;
    },
    setSilent(now) {
      silent = now;
    },
    sendRaw: (bytes) => port.write(bytes),
    stop: () => port.stop(),
  };
}

function byAddress<N extends string>(addresses: Record<N, number>): Map<number, N> {
  return new Map(Object.entries<number>(addresses).map(([name, at]) => [at, name as N]));
}
