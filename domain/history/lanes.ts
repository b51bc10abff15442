import type { Device } from '../facility/device-file.ts';
import type { Lane, LotFile } from '../facility/lot-file.ts';
import type { DeviceId } from '../kernel/ids.ts';
import { type Instant, MINUTE_MS, SECOND_MS } from '../kernel/instant.ts';
import { scheduledWay, type Way } from '../lane/way.ts';
import type { Part } from './agenda.ts';

/** A driver who sees a longer queue drives on, or stays a little longer. */
const QUEUE_MAX = 8;
const LOOK_AGAIN_MS = 4 * SECOND_MS;
/** Nobody takes a lane that turns before they are through, nor one that may not have turned yet. */
const BEFORE_TURN_MS = 20 * MINUTE_MS;
const AFTER_TURN_MS = 10 * MINUTE_MS;

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
  readonly #timeZone: string;
  readonly #now: () => Instant;

  constructor(lot: LotFile, down: ReadonlySet<DeviceId>, now: () => Instant) {
    this.#down = down;
    this.#timeZone = lot.timeZone;
    this.#now = now;
    this.all = lot.lanes.map((lane) => {
      const find = (prefix: string) => deviceOf(lot, lane.id, prefix);
      const devices = { cameraId: find('camera-'), barrierId: find('barrier-') };
      return { lane, ...devices, scannerId: find('scanner-'), isTaken: false, waiting: 0 };
    });
  }

  /** Waits in the shortest queue for its lane; null where all are too long. Who takes one gives it back. */
  *take(direction: Way): Part<LaneDesk | null> {
    for (;;) {
      const desk = this.#shortest(direction);
      if (desk === null) return null;
      desk.waiting += 1;
      while (desk.isTaken && this.#leads(desk, direction)) yield LOOK_AGAIN_MS;
      desk.waiting -= 1;
      // It turns: whoever still waits in it goes over to another one.
      if (!this.#leads(desk, direction)) continue;
      desk.isTaken = true;
      return desk;
    }
  }

  #leads({ lane }: LaneDesk, direction: Way): boolean {
    if (lane.direction !== 'reversible') return lane.direction === direction;
    const now = this.#now();
    return [now - AFTER_TURN_MS, now, now + BEFORE_TURN_MS].every(
      (at) => scheduledWay(lane.schedule ?? [], at, this.#timeZone) === direction,
    );
  }

  #shortest(direction: Way): LaneDesk | null {
    let found: LaneDesk | null = null;
    let least = QUEUE_MAX;
    for (const desk of this.all) {
      if (!this.#leads(desk, direction)) continue;
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
