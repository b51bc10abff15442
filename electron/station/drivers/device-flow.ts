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
export const POSTS: FlowLimits = { perSecond: 20, burst: 200 };

/** How many MQTT messages a device may send before the station takes the newest of each topic alone. */
export function flowOf(device: Device, lot: LotFile): FlowLimits {
  if (!device.driver.startsWith('slot-sensors')) return LANE_DEVICE;
  const slots = lot.slots.length;
  return {
    perSecond: Math.max(SENSORS_LEAST_PER_SECOND, slots * CHANGES_OF_SLOT_PER_SECOND),
    burst: LANE_DEVICE.burst + slots * BURST_OF_SLOT,
  };
}
