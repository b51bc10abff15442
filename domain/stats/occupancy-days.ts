import type { Instant } from '../kernel/instant.ts';
import type { BucketClock } from './bucket-clock.ts';
import type { OccupancyRow } from './occupancy.ts';
import { GAP_MAX_MS } from './occupancy-tracker.ts';

interface Until {
  /** Hours of a time, in order. */
  readonly rows: readonly OccupancyRow[];
  /** The last hour before it: where it stands when nothing happened since. */
  readonly before: readonly OccupancyRow[];
  /** Up to when the rows count; null for a lot without events. */
  readonly knownUntil: Instant | null;
  readonly from: Instant;
  readonly until: Instant;
  readonly clock: BucketClock;
}

/** Hours as they stand now: since the last event nothing has changed, and time has passed. */
export function occupancyUntil(asked: Until): readonly OccupancyRow[] {
  const { rows, before, knownUntil, from, until, clock } = asked;
  if (knownUntil === null || until <= knownUntil || until - knownUntil > GAP_MAX_MS) return rows;
  const last = rows.length > 0 ? rows : before;
  const lastAt = last.at(-1)?.at;
  let hour = clock.hourOf(knownUntil);
  if (lastAt !== hour.startsAt) return rows;
  const running = last.filter(({ at }) => at === lastAt);
  const grown = rows.filter(({ at }) => at !== lastAt);
  if (lastAt >= from)
    grown.push(...running.map((row) => lasting(row, Math.min(until, hour.endsAt) - knownUntil)));
  while (hour.endsAt < until) {
    hour = clock.hourOf(hour.endsAt);
    const { startsAt, endsAt } = hour;
    if (startsAt >= from)
      grown.push(
        ...running.map((row) =>
          lasting(emptied(row, startsAt), Math.min(until, endsAt) - startsAt),
        ),
      );
  }
  return grown;
}

/** Days as the sums of their hours. */
export function occupancyByDay(
  hours: readonly OccupancyRow[],
  clock: BucketClock,
): readonly OccupancyRow[] {
  const days = new Map<string, OccupancyRow>();
  for (const hour of hours) {
    const at = clock.dayOf(hour.at).startsAt;
    const key = `${at} ${hour.series}`;
    const held = days.get(key);
    days.set(key, held === undefined ? { ...hour, at } : { ...joined(held, hour), at });
  }
  return [...days.values()];
}

/** Two stretches of one series, the later one second. */
export function joined(first: OccupancyRow, second: OccupancyRow): OccupancyRow {
  return {
    ...second,
    at: first.at,
    knownMs: first.knownMs + second.knownMs,
    occupiedMs: first.occupiedMs + second.occupiedMs,
    fullMs: first.fullMs + second.fullMs,
    fullAt: first.fullAt ?? second.fullAt,
    leastInside: Math.min(first.leastInside, second.leastInside),
    mostInside: Math.max(first.mostInside, second.mostInside),
  };
}

function lasting(row: OccupancyRow, lengthMs: number): OccupancyRow {
  if (lengthMs <= 0) return row;
  const isFull = row.capacity > 0 && row.lastInside >= row.capacity;
  return {
    ...row,
    knownMs: row.knownMs + lengthMs,
    occupiedMs: row.occupiedMs + lengthMs * row.lastInside,
    fullMs: row.fullMs + (isFull ? lengthMs : 0),
    fullAt: row.fullAt ?? (isFull ? row.at + row.knownMs : null),
  };
}

function emptied(row: OccupancyRow, at: Instant): OccupancyRow {
  const { lastInside } = row;
  return {
    ...row,
    at,
    knownMs: 0,
    occupiedMs: 0,
    fullMs: 0,
    fullAt: null,
    leastInside: lastInside,
    mostInside: lastInside,
  };
}
