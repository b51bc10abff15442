import type { ZoneId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ZoneCount } from '../../zone/zone-count.ts';
import { actorName } from '../actor.ts';
import { syncZone } from '../availability.ts';
import type { ZoneEvent } from '../event/zone.ts';
import type { RecordedEvent } from '../event.ts';
import { evolversOf } from '../evolvers.ts';
import type { LotState } from '../state.ts';

/** How many vehicles stand in the zones that cameras count. */
export function evolveZone(state: LotState, event: ZoneEvent, { at, actor }: RecordedEvent): void {
  const zone = state.zones.get(event.zoneId);
  if (zone === undefined) return;
  zone.vehicles = event.vehicles;
  zone.at = at;
  if (event.type === 'ZoneCounted') {
    if (event.occupied !== null) zone.occupied.set(event.deviceId, event.occupied);
    zone.flag = event.flag ?? zone.flag;
    zone.alarmId = event.alarmId ?? zone.alarmId;
  } else {
    zone.flag = null;
    zone.alarmId = null;
    zone.correctedAt = at;
    zone.correctedBy = actorName(actor);
  }
  syncZone(state, event.zoneId);
}

/** A zone that cameras begin to count is taken for empty, until they or staff say otherwise. */
export function newZoneCount(zoneId: ZoneId, at: Instant): ZoneCount {
  return {
    zoneId,
    vehicles: 0,
    at,
    flag: null,
    alarmId: null,
    correctedAt: null,
    correctedBy: null,
    occupied: new Map(),
  };
}

export const zoneEvolvers = evolversOf<ZoneEvent>(evolveZone, {
  ZoneCounted: true,
  ZoneCorrected: true,
});
