import type { Device } from '#domain/facility/device-file.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { FlowLimits } from './flow.ts';

/**
 * A device at a lane says a few things for each vehicle. Frigate tells each frame of all its cameras on
 * one topic, which is the most that was seen.
 */
const LANE_DEVICE: FlowLimits = { perSecond: 50, burst: 1_000 };
const SENSORS_LEAST_PER_SECOND = 1_000;
/** A controller hears of every slot: each may change twice a second, and all at once at its start. */
const CHANGES_OF_SLOT_PER_SECOND = 2;
const BURST_OF_SLOT = 4;
/** A camera posts an event for a vehicle, perhaps with a few frames of it. */
const POSTS: FlowLimits = { perSecond: 20, burst: 200 };
/** A charger tells its meters every few seconds; a burst after an offline time is none too many. */
const CALLS: FlowLimits = { perSecond: 50, burst: 1_000 };
/**
 * Bytes of one socket: what the calls above come to, and the largest answer that a charger gives. Pings and
 * empty frames are no calls, so that their number is bounded by this alone.
 */
export const SOCKET_BYTES: FlowLimits = { perSecond: 64 * 1_024, burst: 2 * 1_024 * 1_024 };

/** What a device may send, and in what it is counted. */
export interface DeviceFlow extends FlowLimits {
  readonly unit: 'messages' | 'posts' | 'calls';
}

/** How much a device may send before the station leaves out, or puts off, what is too much. */
export function flowOf(device: Device, lot: LotFile): DeviceFlow {
  if (device.driver === 'camera-push') return { ...POSTS, unit: 'posts' };
  if (device.driver === 'charger-ocpp') return { ...CALLS, unit: 'calls' };
  if (!device.driver.startsWith('slot-sensors')) return { ...LANE_DEVICE, unit: 'messages' };
  const slots = lot.slots.length;
  return {
    perSecond: Math.max(SENSORS_LEAST_PER_SECOND, slots * CHANGES_OF_SLOT_PER_SECOND),
    burst: LANE_DEVICE.burst + slots * BURST_OF_SLOT,
    unit: 'messages',
  };
}
