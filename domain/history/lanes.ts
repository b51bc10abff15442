import type { Device } from '../facility/device-file.ts';
import type { Lane, LotFile } from '../facility/lot-file.ts';
import type { DeviceId } from '../kernel/ids.ts';
import { SECOND_MS } from '../kernel/instant.ts';
import type { Part } from './agenda.ts';

/** A driver who sees a longer queue drives on, or stays a little longer. */
const QUEUE_MAX = 8;
const LOOK_AGAIN_MS = 4 * SECOND_MS;

/** A lane with the devices that serve it, and who is in it. */
export interface LaneDesk {
  readonly lane: Lane;
  readonly cameraId: DeviceId | null;
  readonly barrierId: DeviceId | null;
  readonly scannerId: DeviceId | null;
  isTaken: boolean;
  waiting: number;
}

/** The lanes of a lot, one vehicle at a time in each. */
export class Lanes {
  readonly all: readonly LaneDesk[];
  readonly #down: ReadonlySet<DeviceId>;

  constructor(lot: LotFile, down: ReadonlySet<DeviceId>) {
    this.#down = down;
    this.all = lot.lanes.map((lane) => {
      const find = (prefix: string) => deviceOf(lot, lane.id, prefix);
      const devices = { cameraId: find('camera-'), barrierId: find('barrier-') };
      return { lane, ...devices, scannerId: find('scanner-'), isTaken: false, waiting: 0 };
    });
  }

  /** Waits in the shortest queue for its lane; null where all are too long. Who takes one gives it back. */
  *take(direction: 'entry' | 'exit'): Part<LaneDesk | null> {
    const desk = this.#shortest(direction);
    if (desk === null) return null;
    desk.waiting += 1;
    while (desk.isTaken) yield LOOK_AGAIN_MS;
    desk.waiting -= 1;
    desk.isTaken = true;
    return desk;
  }

  #shortest(direction: 'entry' | 'exit'): LaneDesk | null {
    let found: LaneDesk | null = null;
    let least = QUEUE_MAX;
    for (const desk of this.all) {
      if (desk.lane.direction !== direction && desk.lane.direction !== 'reversible') continue;
      if (desk.barrierId !== null && this.#down.has(desk.barrierId)) continue;
      const length = desk.waiting + (desk.isTaken ? 1 : 0);
      if (length >= least) continue;
      least = length;
      found = desk;
    }
    return found;
  }
}

function deviceOf(lot: LotFile, laneId: string, prefix: string): DeviceId | null {
  const isIt = (device: Device) =>
    device.driver.startsWith(prefix) && 'laneId' in device && device.laneId === laneId;
  return lot.devices.find(isIt)?.id ?? null;
}
