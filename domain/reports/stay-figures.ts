import { MINUTE_MS } from '../kernel/instant.ts';
import type { FactRow } from '../stats/fact.ts';
import { dimOf, totalOf } from './grouped.ts';

const minutesOf = dimOf('stays', 'minutes');

/** How long vehicles stayed, from rows of the measure `stays`. */
export interface StayFigures {
  readonly count: number;
  /** Null of no stays. */
  readonly meanMs: number | null;
  /** The length that a share of the stays (0 to 1) did not exceed, to the minute. */
  percentileMs(share: number): number | null;
  /** Stays of `from` to less than `to` whole minutes. */
  between(fromMinutes: number, toMinutes: number): number;
}

export function stayFigures(rows: readonly FactRow[]): StayFigures {
  const byMinute = new Map<number, number>();
  for (const row of rows) {
    const minutes = Number(minutesOf(row));
    byMinute.set(minutes, (byMinute.get(minutes) ?? 0) + row.count);
  }
  const sorted = [...byMinute].sort(([one], [other]) => one - other);
  const { count, amount } = totalOf(rows);
  return {
    count,
    meanMs: count === 0 ? null : amount / count,
    percentileMs(share) {
      // Nearest rank: the smallest length that so many stays did not exceed.
      let left = Math.max(1, Math.ceil(share * count));
      for (const [minutes, stays] of sorted) {
        left -= stays;
        if (left <= 0) return minutes * MINUTE_MS;
      }
      return null;
    },
    between(fromMinutes, toMinutes) {
      let stays = 0;
      for (const [minutes, number] of sorted)
        if (minutes >= fromMinutes && minutes < toMinutes) stays += number;
      return stays;
    },
  };
}
