import type { SlotId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { RefusalCode } from './refusals/index.ts';

export { REFUSAL_CODES, type RefusalCode } from './refusals/index.ts';

/** What a slot's sensor says. `unknown`: it has not spoken, or not for too long. */
export const PRESENCES = ['vacant', 'occupied', 'unknown'] as const;
export type Presence = (typeof PRESENCES)[number];

/** What a barrier's limit switches say. */
export const GATE_POSITIONS = ['closed', 'moving', 'open', 'fault', 'unknown'] as const;
export type GatePosition = (typeof GATE_POSITIONS)[number];

export const DEVICE_STATUSES = ['online', 'offline', 'fault'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];

/** A fault with an alarm of its own, because anybody can mend it. */
export const FAULT_CAUSES = ['no-paper'] as const;
export type FaultCause = (typeof FAULT_CAUSES)[number];

/** What staff do to a slot by hand. Each needs a reason and can be undone while the world allows. */
export type SlotAction =
  /** Out of use, until an instant or until unblocked. */
  | { readonly kind: 'block'; readonly untilAt: Instant | null }
  | { readonly kind: 'unblock' }
  /** Takes the assignment away; the session goes on without a slot. */
  | { readonly kind: 'free' }
  /** Moves the session that is assigned here to another slot. */
  | { readonly kind: 'move'; readonly toSlotId: SlotId }
  /** Says what the sensor got wrong; holds until the sensor speaks again. */
  | { readonly kind: 'mark'; readonly presence: 'vacant' | 'occupied' };

/**
 * Where a lane stands in its handshake.
 * `idle` nobody on the arming loop · `armed` a vehicle waits for a credential · `asking` staff decide on
 * a read · `due` the amount is shown and awaited · `printing` its ticket is being printed · `vended` opened for one vehicle · `passing` it is on
 * the safety loop.
 */
export const LANE_PHASES = [
  'idle',
  'armed',
  'asking',
  'due',
  'printing',
  'vended',
  'passing',
] as const;
export type LanePhase = (typeof LANE_PHASES)[number];

/** A refusal is a value: a code for programs, a plain sentence for people. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}
