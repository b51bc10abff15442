import type { Instant } from '../kernel/instant.ts';

/** How full a lot has been since an instant, weighted by time. Plain data: it is part of snapshots. */
export interface OccupancyMeasure {
  sinceAt: Instant;
  /** Up to when it has been summed. */
  lastAt: Instant;
  /** Vehicles times milliseconds. */
  vehicleMs: number;
}

/** Starts anew. */
export function startMeasure(at: Instant): OccupancyMeasure {
  return { sinceAt: at, lastAt: at, vehicleMs: 0 };
}

/** Sums up the time since the last call, in which so many vehicles were there. */
export function addToMeasure(measure: OccupancyMeasure, vehicles: number, at: Instant): void {
  if (at <= measure.lastAt) return;
  measure.vehicleMs += vehicles * (at - measure.lastAt);
  measure.lastAt = at;
}

/** The average occupancy from the start to now, in whole percent; of this moment where no time has passed. */
export function measuredPct(
  measure: OccupancyMeasure,
  now: { readonly vehicles: number; readonly capacity: number; readonly at: Instant },
): number {
  const { vehicles, capacity, at } = now;
  if (capacity <= 0) return 100;
  const elapsedMs = at - measure.sinceAt;
  if (elapsedMs <= 0) return pct(vehicles / capacity);
  const vehicleMs = measure.vehicleMs + vehicles * Math.max(0, at - measure.lastAt);
  return pct(vehicleMs / elapsedMs / capacity);
}

const pct = (share: number): number => Math.min(100, Math.max(0, Math.round(share * 100)));
