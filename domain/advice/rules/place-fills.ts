import { MINUTE_MS } from '../../kernel/instant.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { dimOf } from '../../reports/grouped.ts';
import type { ReportSource } from '../../reports/source.ts';
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
const TURNED_AWAY_MIN = 5;

interface FullDay {
  readonly day: LotDay;
  readonly atMinutes: number;
  readonly fullMs: number;
  readonly turnedAway: number;
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
    const said: OpenPlace[] = [];
    for (const place of openPlaces(source.lot)) {
      // A part of what was named already says the same once more.
      if (said.some((bigger) => place.within(bigger))) continue;
      const own = rows.filter(({ series }) => series === place.series);
      const advice = adviceOf(source, scope, { place, days: ofKind, rows: own, refused });
      if (advice === null) continue;
      said.push(place);
      found.push(advice);
    }
  }
  const weekdays = days.filter((day, index) => day.kind === 'weekdays' && known.has(index)).length;
  if (weekdays < DAYS_MIN.weekdays) return lacking('weekdays', DAYS_MIN.weekdays, weekdays);
  return { advice: found, lack: null };
};

interface Asked {
  readonly place: OpenPlace;
  readonly days: readonly LotDay[];
  readonly rows: readonly OccupancyRow[];
  readonly refused: readonly FactRow[];
}

function adviceOf(
  { lot }: ReportSource,
  { span }: AdviceScope,
  { place, days, rows, refused }: Asked,
): AdviceOf<'place-fills'> | null {
  const full = days.flatMap((day) => fullDay(day, rows, refused, lot.timeZone));
  const turnedAway = full.reduce((sum, day) => sum + day.turnedAway, 0);
  if (full.length < SHARE_MIN * days.length) return null;
  if (place.series !== 'open:lot' && turnedAway < TURNED_AWAY_MIN) return null;
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
  let turnedAway = 0;
  for (const { at, count } of refused) if (hours.has(at)) turnedAway += count;
  return [{ day, atMinutes: clockMinutes(fullAt, timeZone), fullMs, turnedAway }];
}

function dayIndex(days: readonly LotDay[], at: number): number {
  return days.findIndex(({ fromAt, toAt }) => at >= fromAt && at < toAt);
}
