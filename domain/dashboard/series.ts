import type { Instant } from '../kernel/instant.ts';
import { isByHour } from '../reports/hours.ts';
import type { ReportPeriod } from '../reports/period.ts';
import type { Span } from '../reports/source.ts';
import type { FactRow } from '../stats/fact.ts';
import type { OccupancyRow } from '../stats/occupancy.ts';
import type { DashboardSource } from './dashboard.ts';
import { type Slice, slicesOf } from './slices.ts';

const LOT_SERIES = 'lot';

/** What a slice has, by the instant that it begins at. */
export interface Series {
  readonly slices: readonly Slice[];
  readonly entries: ReadonlyMap<Instant, number>;
  readonly exits: ReadonlyMap<Instant, number>;
  /** Minor units; what is given back is negative. */
  readonly takings: ReadonlyMap<Instant, number>;
  /** The whole lot's. */
  readonly inside: ReadonlyMap<Instant, OccupancyRow>;
}

/** The figures of a time by hours or days, of what it is compared with, and of what makes them usual. */
export async function seriesOf(
  source: DashboardSource,
  period: ReportPeriod,
  compareWith: ReportPeriod | null,
): Promise<Series> {
  const slices = slicesOf(period, compareWith, source.lot.timeZone);
  const grain = isByHour(period) ? 'hour' : 'day';
  const entries = new Map<Instant, number>();
  const exits = new Map<Instant, number>();
  const takings = new Map<Instant, number>();
  const inside = new Map<Instant, OccupancyRow>();
  for (const span of spansOf(slices)) {
    addAll(entries, await source.facts('entries', span, grain), ({ count }) => count);
    addAll(exits, await source.facts('exits', span, grain), ({ count }) => count);
    addAll(takings, await source.facts('receipts', span, grain), ({ amount }) => amount);
    for (const row of await source.occupancy(span, grain, [LOT_SERIES])) inside.set(row.at, row);
  }
  return { slices, entries, exits, takings, inside };
}

function addAll(
  sums: Map<Instant, number>,
  rows: readonly FactRow[],
  of: (row: FactRow) => number,
): void {
  for (const row of rows) sums.set(row.at, (sums.get(row.at) ?? 0) + of(row));
}

/** All that has to be read, each instant once: stretches that touch are one. */
function spansOf(slices: readonly Slice[]): readonly Span[] {
  const wanted = slices.flatMap((slice) => [
    slice,
    ...(slice.before === null ? [] : [slice.before]),
    ...slice.samples,
  ]);
  const spans: { fromAt: number; toAt: number }[] = [];
  for (const { fromAt, toAt } of [...wanted].sort((one, other) => one.fromAt - other.fromAt)) {
    const last = spans.at(-1);
    if (last !== undefined && fromAt <= last.toAt) last.toAt = Math.max(last.toAt, toAt);
    else spans.push({ fromAt, toAt });
  }
  return spans;
}

/** Whether the lot was there all through a stretch: part of an hour or day says nothing of the whole. */
function isKnown({ inside }: Series, { fromAt, toAt }: Span): boolean {
  return (inside.get(fromAt)?.knownMs ?? 0) >= toAt - fromAt;
}

/** Whether the compared time was counted from its beginning on. */
export function isComparable(series: Series): boolean {
  const first = series.slices[0]?.before ?? null;
  return first !== null && isKnown(series, first);
}

/** Whether the lot itself knows what is usual for each hour or day. */
export function hasUsual(series: Series): boolean {
  return series.slices.every(({ samples }) => samples.some((sample) => isKnown(series, sample)));
}

/** The average of the samples of a slice that are known; null without any. */
export function usualOf(
  series: Series,
  slice: Slice,
  of: (at: Instant) => number | null,
): number | null {
  const values = slice.samples
    .filter((sample) => isKnown(series, sample))
    .map(({ fromAt }) => of(fromAt))
    .filter((value) => value !== null);
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sum of what is usual up to an instant; a running slice counts in proportion. Null where any is not known. */
export function usualUntil(
  series: Series,
  untilAt: Instant,
  of: (at: Instant) => number | null,
): number | null {
  let sum = 0;
  for (const slice of series.slices) {
    if (slice.fromAt >= untilAt) break;
    const usual = usualOf(series, slice, of);
    if (usual === null) return null;
    sum += usual * Math.min(1, (untilAt - slice.fromAt) / (slice.toAt - slice.fromAt));
  }
  return sum;
}
