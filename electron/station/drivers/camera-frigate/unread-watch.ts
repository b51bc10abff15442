import type { Instant } from '#domain/kernel/instant.ts';
import type { TrackedVehicle } from './tracked-vehicle.ts';

/** Frigate goes on reading while a vehicle moves: only then is it one that it could not read. */
export const READS_FOR_MS = 4_000;
/** A picture may come a moment before the word of its vehicle. */
const PICTURE_BEFORE_MS = 1_000;

export interface UnreadWatch {
  saw(vehicle: TrackedVehicle): void;
  /** The picture of the latest vehicle of that label; Frigate sends better ones while it tracks it. */
  pictured(label: string, picture: Buffer): void;
  /** A plate was read of the object of that id. */
  read(id: string): void;
  /** The picture of that object, if there is one. */
  pictureOf(id: string): Buffer | null;
  stop(): void;
}

/**
 * Watches the vehicle that came last before a camera, and tells of it once when no plate was read of it
 * in time. Cameras see few vehicles at a gate; one that came before the last is nobody's question.
 */
export function watchUnread(
  tell: (vehicle: TrackedVehicle, picture: Buffer | null) => void,
  now: () => Instant,
): UnreadWatch {
  let current: TrackedVehicle | null = null;
  let latest: { readonly label: string; readonly bytes: Buffer; readonly at: Instant } | null =
    null;
  let timer: NodeJS.Timeout | undefined;

  function forget(): void {
    clearTimeout(timer);
    current = null;
  }

  function pictureOf(id: string): Buffer | null {
    if (current?.id !== id || latest?.label !== current.label) return null;
    return latest.bytes;
  }

  return {
    saw(vehicle) {
      if (vehicle.isGone) {
        if (current?.id === vehicle.id) forget();
        return;
      }
      if (current?.id === vehicle.id) {
        if (vehicle.isRead) clearTimeout(timer);
        return;
      }
      // Those that stand in the background are told of again and again.
      if (current !== null && !vehicle.isNew) return;
      forget();
      current = vehicle;
      const isOfIt = latest?.label === vehicle.label && now() - latest.at <= PICTURE_BEFORE_MS;
      if (!isOfIt) latest = null;
      if (!vehicle.isRead)
        timer = setTimeout(() => tell(vehicle, pictureOf(vehicle.id)), READS_FOR_MS);
    },
    pictured(label, bytes) {
      latest = { label, bytes, at: now() };
    },
    read(id) {
      if (current?.id === id) clearTimeout(timer);
    },
    pictureOf,
    stop: forget,
  };
}
