import type { DeviceId, LotId } from '#domain/kernel/ids.ts';

/** Who takes what comes by a door of the station, for each device; the latest taker of a device is the one. */
export interface Takers<T> {
  /** Returns what ends it; a later taker stays. */
  add(lotId: LotId, deviceId: DeviceId, take: T): () => void;
  /** Undefined while no driver of that device listens. */
  of(lotId: LotId, deviceId: DeviceId): T | undefined;
}

export function createTakers<T>(): Takers<T> {
  const takers = new Map<string, T>();
  const keyOf = (lotId: LotId, deviceId: DeviceId) => `${lotId}/${deviceId}`;
  return {
    add(lotId, deviceId, take) {
      const key = keyOf(lotId, deviceId);
      takers.set(key, take);
      return () => {
        if (takers.get(key) === take) takers.delete(key);
      };
    },
    of: (lotId, deviceId) => takers.get(keyOf(lotId, deviceId)),
  };
}
