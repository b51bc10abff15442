import { insertSorted, placeAfter, removeSorted } from './sorted.ts';
import type { Span } from './span.ts';

/**
 * How many of some spans hold at each instant, kept as their starts and ends in order. A question about
 * a window costs a binary search and a step for each start in the window, however many spans there are
 * before and after. Plain data.
 */
export interface Occupancy {
  readonly starts: number[];
  readonly ends: number[];
}

export function emptyOccupancy(): Occupancy {
  return { starts: [], ends: [] };
}

export function addSpan({ starts, ends }: Occupancy, { fromAt, toAt }: Span): void {
  insertSorted(starts, fromAt);
  insertSorted(ends, toAt);
}

/** Takes out a span that was added before. */
export function removeSpan({ starts, ends }: Occupancy, { fromAt, toAt }: Span): void {
  removeSorted(starts, fromAt);
  removeSorted(ends, toAt);
}

/**
 * The most spans that hold at one instant of a window. `except` is one of the spans that were added,
 * taken as if it were not there: a booking does not stand in its own way.
 */
export function mostDuring(
  { starts, ends }: Occupancy,
  { fromAt, toAt }: Span,
  except: Span | null = null,
): number {
  let started = placeAfter(starts, fromAt);
  let ended = placeAfter(ends, fromAt);
  // Only a start makes the number rise, so the window's own start and those within it are enough.
  let most = started - ended - own(except, fromAt);
  for (let at = starts[started]; at !== undefined && at < toAt; at = starts[started]) {
    while (starts[started] === at) started += 1;
    for (let end = ends[ended]; end !== undefined && end <= at; end = ends[ended]) ended += 1;
    most = Math.max(most, started - ended - own(except, at));
  }
  return most;
}

function own(except: Span | null, at: number): number {
  return except !== null && except.fromAt <= at && at < except.toAt ? 1 : 0;
}
