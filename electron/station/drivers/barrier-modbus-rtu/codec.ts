import type { DeviceOf } from '#domain/facility/device-file.ts';
import type { GatePosition } from '#domain/lot/words.ts';

export type BarrierDevice = DeviceOf<'barrier-modbus-rtu'>;

/** What one poll says. */
export interface BarrierReading {
  readonly arming: boolean;
  readonly safety: boolean;
  readonly gate: GatePosition;
}

/** Modbus reads at most this many bits at once. */
const READ_BITS_MAX = 2_000;

/** The one range of discrete inputs that holds all five. Throws a sentence when they lie too far apart. */
export function inputRange(inputs: BarrierDevice['inputs']): {
  readonly address: number;
  readonly count: number;
} {
  const addresses = Object.values(inputs);
  const address = Math.min(...addresses);
  const count = Math.max(...addresses) - address + 1;
  if (address < 0 || address + count > 65_536 || count > READ_BITS_MAX) {
    throw new Error(`The inputs must lie within ${READ_BITS_MAX} addresses between 0 and 65535.`);
  }
  return { address, count };
}

/** Reads the bits of that range. Both limit switches at once is a fault of the switches. */
export function decodeInputs(
  inputs: BarrierDevice['inputs'],
  bits: readonly boolean[],
): BarrierReading {
  const { address } = inputRange(inputs);
  const bit = (input: number) => bits[input - address] ?? false;
  return {
    arming: bit(inputs.armingLoop),
    safety: bit(inputs.safetyLoop),
    gate: gateOf(bit(inputs.openLimit), bit(inputs.closedLimit), bit(inputs.fault)),
  };
}

function gateOf(open: boolean, closed: boolean, fault: boolean): GatePosition {
  if (fault || (open && closed)) return 'fault';
  if (open) return 'open';
  return closed ? 'closed' : 'moving';
}
