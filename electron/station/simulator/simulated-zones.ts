import { countedZoneIds } from '#domain/facility/counted-zones.ts';
import type { LotFile } from '#domain/facility/lot-file.ts';
import type { SlotId, ZoneId } from '#domain/kernel/ids.ts';
import { type MockZoneCounter, startMockZoneCounter } from '../drivers/zone-counter-mqtt/mock.ts';

/** The cameras of a lot that count zones, told what stands where. */
export interface SimulatedZones {
  /** Whether a slot is counted with its zone and has no sensor of its own. */
  has(slotId: SlotId): boolean;
  /** A vehicle came to a slot of a counted zone, or left it. */
  presence(slotId: SlotId, isOccupied: boolean): Promise<void>;
  stop(): Promise<void>;
}

interface PlayedZone {
  readonly counter: MockZoneCounter;
  /** Crossings need an id of their own; what is seen from above is told as it is. */
  readonly kind: 'crossings' | 'occupied';
  readonly taken: Set<SlotId>;
  isTold: boolean;
}

/** Plays every native zone counter of a lot. Of several in one zone the first sees all of it. */
export async function startSimulatedZones(lot: LotFile, url: string): Promise<SimulatedZones> {
  const counted = countedZoneIds(lot);
  const zoneOf = new Map(
    lot.slots.flatMap(({ id, zoneId }) => (counted.has(zoneId) ? [[id, zoneId] as const] : [])),
  );
  const zones = new Map<ZoneId, PlayedZone>();
  /** Tells the crossings of this run from those of earlier ones. */
  const runId = Date.now().toString(36);
  let crossings = 0;
  for (const device of lot.devices) {
    if (device.driver !== 'zone-counter-mqtt' || zones.has(device.zoneId)) continue;
    const { id: deviceId, zoneId, counts } = device;
    if (counts.kind === 'occupied' && counts.frigate !== undefined) continue;
    const counter = await startMockZoneCounter({ url, lotId: lot.id, deviceId });
    zones.set(zoneId, { counter, kind: counts.kind, taken: new Set(), isTold: false });
  }
  return {
    has: (slotId) => zoneOf.has(slotId),
    async presence(slotId, isOccupied) {
      const zone = zones.get(zoneOf.get(slotId) ?? '');
      if (zone === undefined) return;
      const isNew = zone.taken.has(slotId) !== isOccupied;
      if (isOccupied) zone.taken.add(slotId);
      else zone.taken.delete(slotId);
      // What it sees is told once at the start, also where it sees nobody.
      if (!isNew && zone.isTold) return;
      zone.isTold = true;
      if (zone.kind === 'occupied') return zone.counter.occupied(zone.taken.size);
      crossings += 1;
      if (isNew) await zone.counter.crossed(isOccupied ? 'in' : 'out', `${runId}-${crossings}`);
    },
    async stop() {
      for (const { counter } of zones.values()) await counter.stop();
    },
  };
}
