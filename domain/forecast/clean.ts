import type { Instant } from '../kernel/instant.ts';
import { STEP_MS } from './slot-clock.ts';

/** How many vehicles were inside at an instant, as somebody or something counted. */
export interface Reading {
  readonly at: Instant;
  readonly inside: number;
}

/** A reading on the grid of half hours, as a share of capacity: 0 to `SHARE_MAX`. */
export interface CleanReading {
  readonly at: Instant;
  readonly share: number;
}

export const DROP_REASONS = [
  /** No number, or no instant. */
  'unreadable',
  /** Fewer than no vehicles. */
  'negative',
  /** More than `SHARE_MAX` of capacity: a counter that has run away. */
  'far-above-capacity',
  /** A second reading of one instant; the first counts. */
  'repeated',
  /** Later than now. */
  'to-come',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** A reading that is left out, by its place in what was given. */
export interface Dropped {
  readonly index: number;
  readonly reason: DropReason;
}

/**
 * Somewhat more vehicles than slots are kept as they are: they tell how hard a full lot is pressed, and
 * a forecast never says more than full. Beyond this share a reading is wrong.
 */
export const SHARE_MAX = 1.25;

export interface Cleaned {
  /** In order of time, one for each half hour that has any: the reading nearest to it. */
  readonly readings: readonly CleanReading[];
  readonly dropped: readonly Dropped[];
  /** Kept readings with more vehicles than slots. */
  readonly aboveCapacity: number;
}

/**
 * Makes readings fit to learn from, whatever state they are in: in any order, with gaps, repeated,
 * negative, above capacity. Gaps stay gaps; nothing is made up. `capacity` is at least 1.
 */
export function cleanReadings(
  readings: readonly Reading[],
  capacity: number,
  nowAt: Instant,
): Cleaned {
  const dropped: Dropped[] = [];
  const seen = new Set<Instant>();
  const nearest = new Map<Instant, { readonly offMs: number; readonly share: number }>();
  let aboveCapacity = 0;
  for (const [index, { at, inside }] of readings.entries()) {
    const share = inside / capacity;
    const reason = reasonToDrop(at, share, nowAt) ?? (seen.has(at) ? 'repeated' : null);
    if (reason !== null) {
      dropped.push({ index, reason });
      continue;
    }
    seen.add(at);
    if (share > 1) aboveCapacity += 1;
    const step = Math.round(at / STEP_MS) * STEP_MS;
    const offMs = Math.abs(at - step);
    const held = nearest.get(step);
    if (held === undefined || offMs < held.offMs) nearest.set(step, { offMs, share });
  }
  const clean = [...nearest].map(([at, { share }]) => ({ at, share }));
  clean.sort((one, other) => one.at - other.at);
  return { readings: clean, dropped, aboveCapacity };
}

function reasonToDrop(at: Instant, share: number, nowAt: Instant): DropReason | null {
  if (!Number.isSafeInteger(at) || !Number.isFinite(share)) return 'unreadable';
  if (at > nowAt) return 'to-come';
  if (share < 0) return 'negative';
  return share > SHARE_MAX ? 'far-above-capacity' : null;
}
