import { isLaneController, type LaneController } from '#domain/facility/device-file.ts';
import { wayOf } from '#domain/lot/lane-view.ts';
import type { LotState } from '#domain/lot/state.ts';
import type { Fleet } from '../drivers/fleet.ts';
import type { LaneSecret } from '../drivers/lane-secret.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LotUnit } from './lot-unit.ts';
import { RightsSet } from './rights-set.ts';

/** Rights follow what happens by this long at most: a vehicle needs longer from one gate to another. */
const REFRESH_EVERY_MS = 1_000;
/** What time alone changes, such as the end of an exit grace, follows by this long at most. */
const LOOK_AGAIN_MS = 60_000;
/** Making rights takes one part in so many of the station's time at most. */
const WORK_SHARE = 20;
/** A controller that hears no beat for three of them is on its own. */
const BEAT_EVERY_MS = 2_000;

interface Parts {
  readonly unit: LotUnit;
  readonly fleet: Fleet;
  readonly clock: Clock;
  readonly log: Log;
  readonly secretOf: (deviceId: string) => LaneSecret | null;
}

/**
 * Keeps the lane controllers of a lot supplied with what they may go by without a link, and tells them
 * that the station lives as long as it takes what it is told. Returns what ends it.
 */
export function keepLaneRights({ unit, fleet, clock, log, secretOf }: Parts): () => void {
  const sets = new Map<string, RightsSet>();
  let isDirty = true;
  let isBusy = false;
  let lookedAt = 0;
  let notBefore = 0;
  const unfollow = unit.follow(() => {
    isDirty = true;
  });
  const timer = setInterval(() => {
    const now = clock.now();
    if (isBusy || now < notBefore || (!isDirty && now - lookedAt < LOOK_AGAIN_MS)) return;
    isDirty = false;
    lookedAt = now;
    isBusy = true;
    refresh()
      .catch((error: Error) => {
        isDirty = true;
        log.debug({ error: error.message }, 'rights of lanes not refreshed');
      })
      .finally(() => {
        isBusy = false;
      });
  }, REFRESH_EVERY_MS);
  const beat = setInterval(() => {
    // A station whose disk refuses takes nothing: lanes are better off on their own.
    if (unit.halted !== null) return;
    for (const { id: deviceId } of controllersOf(unit.state))
      fleet.perform({ kind: 'beat', deviceId, at: clock.now() }).catch((error: Error) => {
        log.debug(
          { deviceId, error: error.message },
          'a lane controller was not told of the station',
        );
      });
  }, BEAT_EVERY_MS);

  async function refresh(): Promise<void> {
    for (const device of controllersOf(unit.state)) {
      const secret = secretOf(device.id);
      if (secret === null) {
        sets.delete(device.id);
        continue;
      }
      await restock(unit, device);
      await supply(device, secret);
    }
  }

  async function supply(device: LaneController, secret: LaneSecret): Promise<void> {
    const { id: deviceId, laneId } = device;
    const lane = unit.state.installed?.lanes.get(laneId);
    const held = unit.state.lanes.get(laneId);
    if (lane === undefined || held === undefined) return;
    const set = sets.get(deviceId) ?? new RightsSet();
    sets.set(deviceId, set);
    const way = wayOf(lane, held);
    const from = clock.now();
    const rights = await set.next(unit, device, { secret, way, at: from });
    // What the network takes costs the station nothing.
    notBefore = clock.now() + (clock.now() - from) * WORK_SHARE;
    if (rights === null) return;
    if (rights.head.leftOut > 0)
      log.warn({ deviceId, leftOut: rights.head.leftOut }, 'rights of a lane do not fit');
    try {
      await fleet.perform({ kind: 'rights', deviceId, rights });
    } catch (error) {
      set.forget();
      throw error;
    }
  }

  return () => {
    clearInterval(timer);
    clearInterval(beat);
    unfollow();
  };
}

function controllersOf({ installed }: LotState): readonly LaneController[] {
  return (installed?.lot.devices ?? []).filter(isLaneController);
}

/** Fills up when half of the stock is gone, so that not every ticket is a message. */
async function restock(unit: LotUnit, device: LaneController): Promise<void> {
  const left = [...unit.state.stock.values()].filter(({ deviceId }) => deviceId === device.id);
  if (device.stock === 0 || left.length > device.stock / 2) return;
  const { id: deviceId, laneId } = device;
  const nonces = unit.nonces(device.stock - left.length);
  await unit.submit(
    { type: 'StockTickets', deviceId, laneId, nonces },
    { actor: { kind: 'station' } },
  );
}
