import { type Instant, MINUTE_MS } from '../../kernel/instant.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { OccupancyRow } from '../../stats/occupancy.ts';
import { type AdviceOf, type AdviceRule, type AdviceScope, lacking } from '../advice.ts';
import { adviceWords as words } from '../advice-words.ts';
import { clockMinutes, clockText, type LotDay, lotDays } from '../clock.ts';
import { type OpenPlace, openPlaces } from '../places.ts';
import { median } from '../statistics.ts';

/** Days of a kind that have to be known before one speaks of what is usual. */
const DAYS_MIN = { weekdays: 10, weekend: 4 } as const;
/** On so many of the days at least. */
const SHARE_MIN = 0.5;
/** A shorter while is not worth a word. */
const FULL_MIN_MS = 15 * MINUTE_MS;
/** Of a part of the lot: others have slots left, unless drivers were turned away. */
const PART_MIN = 5;
/** Of its drivers who were turned away, while no place was full that tells of them already. */
const OWN_MIN = 0.2;

interface FullDay {
  readonly day: LotDay;
  readonly atMinutes: number;
  readonly fullMs: number;
  readonly turnedAway: number;
  /** Starts of the hours with a time at which it was full, and who was turned away in them. */
  readonly hours: ReadonlySet<Instant>;
  readonly turnedAwayAt: ReadonlyMap<Instant, number>;
}

/** A place that is full on most weekdays, or most days of the weekend, and who was turned away meanwhile. */
export const placeFills: AdviceRule = async (source, scope) => {
  const { span } = scope;
  const rows = await source.occupancy(span, 'hour');
  const days = lotDays(span, source.lot.timeZone);
  const known = new Set<number>();
  for (const { series, knownMs, at } of rows)
    if (series === 'lot' && knownMs > 0) known.add(dayIndex(days, at));
  const reason = dimOf('turned-away', 'reason');
  const refused = (await source.facts('turned-away', span, 'hour')).filter(
    (row) => reason(row) === 'lot-full',
  );
  const found: AdviceOf<'place-fills'>[] = [];
  for (const kind of ['weekdays', 'weekend'] as const) {
    const ofKind = days.filter((day, index) => day.kind === kind && known.has(index));
    if (ofKind.length < DAYS_MIN[kind]) continue;
    const fills = openPlaces(source.lot)
      .map((place) => {
        const own = rows.filter(({ series }) => series === place.series);
        const full = ofKind.flatMap((day) => fullDay(day, own, refused, source.lot.timeZone));
        return { place, full, turnedAway: turnedAwayOn(full) };
      })
      .filter(({ full }) => full.length >= SHARE_MIN * ofKind.length)
      .filter(({ place, turnedAway }) => place.series === 'open:lot' || turnedAway >= PART_MIN);
    for (const fill of toldOnce(fills)) found.push(adviceOf(scope, fill, ofKind));
  }
  const weekdays = days.filter((day, index) => day.kind === 'weekdays' && known.has(index)).length;
  if (weekdays < DAYS_MIN.weekdays) return lacking('weekdays', DAYS_MIN.weekdays, weekdays);
  return { advice: found, lack: null };
};

/** A place and the days on which it was full. */
interface Fill {
  readonly place: OpenPlace;
  readonly full: readonly FullDay[];
  readonly turnedAway: number;
}

const turnedAwayOn = (full: readonly FullDay[]) =>
  full.reduce((sum, day) => sum + day.turnedAway, 0);

/**
 * Each driver is told once: of places of one sort where the most were turned away, the bigger sort first,
 * then only those that tell of others. A part of a place that is told says the same again.
 */
function toldOnce(fills: readonly Fill[]): readonly Fill[] {
  const sorts = ['open:lot', 'open:level:', 'open:zone:'];
  const sortOf = ({ place }: Fill) => sorts.findIndex((sort) => place.series.startsWith(sort));
  const sorted = [...fills].sort(
    (one, other) => sortOf(one) - sortOf(other) || other.turnedAway - one.turnedAway,
  );
  const kept: Fill[] = [];
  const told = new Set<Instant>();
  for (const fill of sorted) {
    let own = 0;
    for (const { turnedAwayAt } of fill.full)
      for (const [hour, count] of turnedAwayAt) if (!told.has(hour)) own += count;
    const isPart = kept.some(({ place }) => fill.place.within(place));
    if (isPart || own < OWN_MIN * fill.turnedAway) continue;
    kept.push(fill);
    for (const { hours } of fill.full) for (const hour of hours) told.add(hour);
  }
  return kept;
}

function adviceOf(
  { span }: AdviceScope,
  { place, full, turnedAway }: Fill,
  days: readonly LotDay[],
): AdviceOf<'place-fills'> {
  const atMinutes = median(full.map((day) => day.atMinutes)) ?? 0;
  const drill: Drill = {
    list: 'events',
    measure: 'turned-away',
    dims: { reason: 'lot-full' },
    ...span,
  };
  return {
    code: 'place-fills',
    subject: `${place.series.slice('open:'.length)}:${days[0]?.kind}`,
    values: {
      place: place.label,
      clock: clockText(atMinutes),
      days: full.length,
      ofDays: days.length,
      dayKind: days[0]?.kind ?? 'weekdays',
      turnedAway,
    },
    drivers: turnedAway,
    amountMinor: 0,
    span,
    figures: {
      id: 'days',
      title: words.fullDays,
      columns: [
        { id: 'day', label: words.day, kind: 'day' },
        { id: 'at', label: words.fullSince, kind: 'text' },
        { id: 'full', label: words.fullFor, kind: 'duration' },
        { id: 'turned-away', label: words.turnedAway, kind: 'count' },
      ],
      rows: full.map((one): Cell[] => [
        one.day.day,
        clockText(one.atMinutes),
        one.fullMs,
        one.turnedAway,
      ]),
      totals: [words.total, null, full.reduce((sum, { fullMs }) => sum + fullMs, 0), turnedAway],
      drills: full.map(({ day: { fromAt, toAt } }) => ({ ...drill, fromAt, toAt })),
    },
    drill: turnedAway === 0 ? null : drill,
  };
}

/** How a day was, or nothing where the place was not full on it. */
function fullDay(
  day: LotDay,
  rows: readonly OccupancyRow[],
  refused: readonly FactRow[],
  timeZone: string,
): readonly FullDay[] {
  const full = rows.filter(({ at, fullMs }) => at >= day.fromAt && at < day.toAt && fullMs > 0);
  const fullMs = full.reduce((sum, row) => sum + row.fullMs, 0);
  const fullAt = full[0]?.fullAt ?? null;
  if (fullAt === null || fullMs < FULL_MIN_MS) return [];
  const hours = new Set(full.map(({ at }) => at));
  const turnedAwayAt = new Map<Instant, number>();
  for (const { at, count } of refused)
    if (hours.has(at)) turnedAwayAt.set(at, (turnedAwayAt.get(at) ?? 0) + count);
  const turnedAway = [...turnedAwayAt.values()].reduce((sum, count) => sum + count, 0);
  const atMinutes = clockMinutes(fullAt, timeZone);
  return [{ day, atMinutes, fullMs, turnedAway, hours, turnedAwayAt }];
}

function dayIndex(days: readonly LotDay[], at: number): number {
  return days.findIndex(({ fromAt, toAt }) => at >= fromAt && at < toAt);
}
