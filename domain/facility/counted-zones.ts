import type { SlotId, ZoneId } from '../kernel/ids.ts';
import type { LotFile } from './lot-file.ts';

/** Zones whose vehicles cameras count, in place of a sensor in each slot. */
export function countedZoneIds({ devices }: Pick<LotFile, 'devices'>): ReadonlySet<ZoneId> {
  return new Set(
    devices.flatMap((device) => {
      if (device.driver !== 'zone-counter-mqtt') return [];
      const { zoneId, counts } = device;
      return counts.kind === 'crossings' && counts.otherZoneId !== undefined
        ? [zoneId, counts.otherZoneId]
        : [zoneId];
    }),
  );
}

/** Whether a slot lies in such a zone: no sensor speaks for it. */
export function isCounted(lot: Pick<LotFile, 'devices' | 'slots'>, slotId: SlotId): boolean {
  const slot = lot.slots.find(({ id }) => id === slotId);
  return slot !== undefined && countedZoneIds(lot).has(slot.zoneId);
}
