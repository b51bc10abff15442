import type { ZoneId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { zoneFree } from '../lot/availability.ts';
import type { LotState } from '../lot/state.ts';
import type { ZoneFlag } from '../zone/zone-count.ts';

/** A zone whose vehicles are counted by cameras, as consoles see it. */
export interface ZoneLive {
  readonly id: ZoneId;
  readonly vehicles: number;
  readonly slots: number;
  /** How many vehicles it still takes. */
  readonly free: number;
  /** The count cannot be true; it is held where it can, until staff have counted. */
  readonly flag: ZoneFlag | null;
  /** A camera of it is lost: what passes it is not counted. */
  readonly cameraLost: boolean;
  /** When the count last changed. */
  readonly at: Instant;
  readonly correctedAt: Instant | null;
  readonly correctedBy: string | null;
}

/** The counted zones in the order of the lot file. */
export function zonesLive(state: LotState): readonly ZoneLive[] {
  const { installed, zones, devices } = state;
  if (installed === null || zones.size === 0) return [];
  const lost = new Set<ZoneId>();
  for (const device of installed.lot.devices) {
    if (device.driver !== 'zone-counter-mqtt') continue;
    if (devices.get(device.id)?.status === 'online') continue;
    lost.add(device.zoneId);
    if (device.counts.kind === 'crossings' && device.counts.otherZoneId !== undefined)
      lost.add(device.counts.otherZoneId);
  }
  return installed.lot.zones.flatMap(({ id }): ZoneLive[] => {
    const zone = zones.get(id);
    if (zone === undefined) return [];
    const { vehicles, flag, at, correctedAt, correctedBy } = zone;
    return [
      {
        ...{ id, vehicles, flag, at, correctedAt, correctedBy },
        slots: installed.countedZones.get(id)?.length ?? 0,
        free: zoneFree(state, id) ?? 0,
        cameraLost: lost.has(id),
      },
    ];
  });
}
