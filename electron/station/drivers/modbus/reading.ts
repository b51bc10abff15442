import { inputRange, READ_BITS_MAX } from '#domain/facility/device/barrier-modbus.ts';
import type { BarrierInput, BarrierWiring } from '#domain/facility/device/barrier-profiles.ts';
import type { GatePosition } from '#domain/lot/words.ts';

/** What one poll says. */
export interface BarrierReading {
  /** Null where no loop is wired. */
  readonly arming: boolean | null;
  readonly safety: boolean | null;
  readonly gate: GatePosition;
}

/** What is read in one request. */
export interface ReadRange {
  readonly table: BarrierWiring['readAs'];
  readonly address: number;
  readonly count: number;
}

/**
 * The one range that holds all inputs. A board without any is asked for the coil that opens, since its
 * answer still says that it lives. Throws a sentence when the inputs lie too far apart.
 */
export function readRange(wiring: BarrierWiring): ReadRange {
  const range = inputRange(wiring);
  if (range === null) return { table: 'coils', address: wiring.coils.vend, count: 1 };
  if (range.count > READ_BITS_MAX)
    throw new Error(`Its inputs must lie within ${READ_BITS_MAX} addresses of each other.`);
  return { table: wiring.readAs, ...range };
}

/** Reads the bits of that range. Both limit switches at once is a fault of the switches. */
export function decodeInputs(wiring: BarrierWiring, bits: readonly boolean[]): BarrierReading {
  const { address } = readRange(wiring);
  const bit = (name: BarrierInput): boolean | null => {
    const at = wiring.inputs[name];
    if (at === null) return null;
    return (bits[at - address] ?? false) !== wiring.inverted.includes(name);
  };
  return {
    arming: bit('armingLoop'),
    safety: bit('safetyLoop'),
    gate: bit('fault') ? 'fault' : gateOf(bit('openLimit'), bit('closedLimit')),
  };
}

/** With one limit switch the arm is where that says, or at the other end; with none nothing is known. */
export function gateOf(open: boolean | null, closed: boolean | null): GatePosition {
  if (open && closed) return 'fault';
  if (open) return 'open';
  if (closed) return 'closed';
  if (open === null && closed === null) return 'unknown';
  if (open === null) return 'open';
  return closed === null ? 'closed' : 'moving';
}
