import type { OccupancyRow } from '../../stats/occupancy.ts';
import { joined } from '../../stats/occupancy-days.ts';
import type { Cell, Drill, KeyFigure, ReportColumn, ReportSection } from '../document.ts';
import { dimOf, grouped, shareOf, totalOf } from '../grouped.ts';
import { isByHour, stretchesOf, weekClock } from '../hours.ts';
import { namesOf } from '../names.ts';
import type { ReportPeriod } from '../period.ts';
import type { ReportBuilder, ReportScope, ReportSource } from '../source.ts';
import { reportWords, wordFor } from '../words.ts';
import { occupancyWords as words } from './occupancy-words.ts';

const HOURS = 24;
const WEEKDAYS = 7;
const FULL_REASON = { reason: 'lot-full' };

/** How full the lot was, where and when, and who was turned away because of it. */
export const occupancyReport: ReportBuilder = async (source, scope, progress) => {
  const { period, compareWith } = scope;
  const hours = await source.occupancy(period, 'hour');
  progress(0.5);
  const before = compareWith === null ? null : await source.occupancy(compareWith, 'hour', ['lot']);
  const turnedBefore = compareWith === null ? null : await turnedAway(source, compareWith);
  const turned = await turnedAway(source, period);
  progress(0.8);
  const lotHours = hours.filter(({ series }) => series === 'lot');
  return {
    figures: figuresOf(source, scope, lotHours, before, turned, turnedBefore),
    sections: [
      weekMap(source, lotHours),
      overTime(source, scope, lotHours),
      byPlace(source, scope, hours, 'level'),
      byPlace(source, scope, hours, 'zone'),
      byPlace(source, scope, hours, 'kind'),
      await refused(source, period),
    ],
    notes: [
      ...(scope.nowAt < period.toAt ? [reportWords.notOver] : []),
      ...(lotHours.length === 0 ? [words.noFigures] : []),
    ],
  };
};

async function turnedAway(source: ReportSource, period: ReportPeriod): Promise<number> {
  const rows = await source.facts('turned-away', period, 'all');
  const reason = dimOf('turned-away', 'reason');
  return totalOf(rows.filter((row) => reason(row) === FULL_REASON.reason)).count;
}

function figuresOf(
  { lot }: ReportSource,
  { period }: ReportScope,
  hours: readonly OccupancyRow[],
  before: readonly OccupancyRow[] | null,
  turned: number,
  turnedBefore: number | null,
): readonly KeyFigure[] {
  const figure = (
    id: string,
    label: string,
    kind: KeyFigure['kind'],
    of: (hours: readonly OccupancyRow[]) => Cell,
  ): KeyFigure => ({
    id,
    label,
    kind,
    value: of(hours),
    ...(before !== null && { before: of(before) }),
  });
  const extreme = (pick: (best: OccupancyRow, one: OccupancyRow) => boolean) => {
    const best = hours.reduce<OccupancyRow | null>(
      (held, one) => (held === null || pick(held, one) ? one : held),
      null,
    );
    return best?.at ?? null;
  };
  const { fromAt, toAt } = period;
  return [
    figure('mean', words.mean, 'share', (rows) => meanShare(rows)),
    figure('peak', words.peak, 'count', (rows) =>
      rows.length === 0 ? null : Math.max(...rows.map(({ mostInside }) => mostInside)),
    ),
    {
      id: 'peak-at',
      label: words.peakAt,
      kind: 'instant',
      value: extreme((held, one) => meanInside(one) > meanInside(held)),
    },
    {
      id: 'trough-at',
      label: words.troughAt,
      kind: 'instant',
      value: extreme((held, one) => meanInside(one) < meanInside(held)),
    },
    figure('full', words.full, 'duration', (rows) =>
      rows.reduce((sum, { fullMs }) => sum + fullMs, 0),
    ),
    {
      id: 'turned-away',
      label: words.turnedAway,
      kind: 'count',
      value: turned,
      ...(turnedBefore !== null && { before: turnedBefore }),
      drill: { list: 'events', measure: 'turned-away', dims: FULL_REASON, fromAt, toAt },
    },
    { id: 'capacity', label: words.capacity, kind: 'count', value: lot.slots.length },
  ];
}

/** Vehicles inside on average over a row's time. */
export function meanInside({ occupiedMs, knownMs }: OccupancyRow): number {
  return knownMs === 0 ? 0 : occupiedMs / knownMs;
}

/** Share of the slots that were taken, over the time of some rows of one series; null of no time. */
export function meanShare(rows: readonly OccupancyRow[]): number | null {
  let occupied = 0;
  let offered = 0;
  for (const { occupiedMs, knownMs, capacity } of rows) {
    occupied += occupiedMs;
    offered += knownMs * capacity;
  }
  return shareOf(occupied, offered);
}

function weekMap({ lot }: ReportSource, hours: readonly OccupancyRow[]): ReportSection {
  const cells = new Map<number, OccupancyRow[]>();
  const placeOf = weekClock(lot.timeZone);
  for (const row of hours) {
    const { weekday, hour } = placeOf(row.at);
    const key = weekday * HOURS + hour;
    const held = cells.get(key);
    if (held === undefined) cells.set(key, [row]);
    else held.push(row);
  }
  const rows: Cell[][] = [];
  for (let weekday = 1; weekday <= WEEKDAYS; weekday += 1)
    for (let hour = 0; hour < HOURS; hour += 1) {
      const held = cells.get(weekday * HOURS + hour);
      if (held === undefined) continue;
      const name = reportWords.weekdays[weekday - 1] ?? '';
      rows.push([name, `${String(hour).padStart(2, '0')}:00`, meanShare(held)]);
    }
  return {
    id: 'week',
    title: words.week,
    note: rows.length === 0 ? words.noFigures : words.weekNote,
    columns: [
      { id: 'weekday', label: words.weekday, kind: 'text' },
      { id: 'hour', label: reportWords.hour, kind: 'text' },
      { id: 'share', label: words.share, kind: 'share' },
    ],
    rows,
    totals: null,
    chart: { kind: 'heat', across: 'hour', down: 'weekday', value: 'share', most: 1 },
  };
}

function overTime(
  { lot }: ReportSource,
  { period, nowAt }: ReportScope,
  hours: readonly OccupancyRow[],
): ReportSection {
  const stretches = stretchesOf(period, lot.timeZone, nowAt);
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  for (const { label, fromAt, toAt } of stretches) {
    const within = hours.filter(({ at }) => at >= fromAt && at < toAt);
    const [first, ...rest] = within;
    if (first === undefined) continue;
    const all = rest.reduce(joined, first);
    const { mostInside, leastInside, fullMs } = all;
    rows.push([label, meanInside(all), mostInside, leastInside, meanShare(within), fullMs]);
    drills.push({ list: 'sessions', by: 'inside', fromAt, toAt });
  }
  return {
    id: 'over-time',
    title: words.over,
    ...(rows.length === 0 && { note: words.noFigures }),
    columns: [
      {
        id: 'when',
        label: isByHour(period) ? reportWords.hour : reportWords.day,
        kind: isByHour(period) ? 'text' : 'day',
      },
      { id: 'mean', label: words.meanInside, kind: 'decimal' },
      { id: 'most', label: words.mostInside, kind: 'count' },
      { id: 'least', label: words.leastInside, kind: 'count' },
      { id: 'share', label: words.share, kind: 'share' },
      { id: 'full', label: words.full, kind: 'duration' },
    ],
    rows,
    totals: null,
    chart: {
      kind: 'lines',
      along: 'when',
      series: ['mean', 'most'],
      limit: { label: words.capacity, value: lot.slots.length },
    },
    drills,
  };
}

function byPlace(
  { lot }: ReportSource,
  { period }: ReportScope,
  hours: readonly OccupancyRow[],
  by: 'level' | 'zone' | 'kind',
): ReportSection {
  const names = namesOf(lot);
  const places = {
    level: lot.levels.map(({ id }) => [id, names.level(id)] as const),
    zone: lot.zones.map(({ id }) => [id, names.zone(id)] as const),
    kind: [...new Set(lot.slots.map(({ kind }) => kind))].map(
      (kind) => [kind, wordFor(reportWords.kinds, kind)] as const,
    ),
  }[by];
  const columns: readonly ReportColumn[] = [
    { id: 'place', label: words.place, kind: 'text' },
    { id: 'slots', label: words.capacity, kind: 'count' },
    { id: 'share', label: words.share, kind: 'share' },
    { id: 'mean', label: words.meanInside, kind: 'decimal' },
    { id: 'most', label: words.mostInside, kind: 'count' },
    { id: 'full', label: words.full, kind: 'duration' },
  ];
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  const { fromAt, toAt } = period;
  for (const [id, label] of places) {
    const within = hours.filter(({ series }) => series === `${by}:${id}`);
    const [first, ...rest] = within;
    if (first === undefined) continue;
    const all = rest.reduce(joined, first);
    const { capacity, mostInside, fullMs } = all;
    rows.push([label, capacity, meanShare(within), meanInside(all), mostInside, fullMs]);
    const field = by === 'kind' ? 'kind' : `${by}Id`;
    drills.push({ list: 'sessions', by: 'inside', fromAt, toAt, [field]: id });
  }
  return {
    id: `by-${by}`,
    title: { level: words.byLevel, zone: words.byZone, kind: words.byKind }[by],
    ...(rows.length === 0 && { note: words.noFigures }),
    columns,
    rows,
    totals: null,
    chart: { kind: 'bars', along: 'place', series: ['share'] },
    drills,
  };
}

async function refused(source: ReportSource, period: ReportPeriod): Promise<ReportSection> {
  const reason = dimOf('turned-away', 'reason');
  const all = await source.facts('turned-away', period, 'all');
  const facts = all.filter((row) => reason(row) === FULL_REASON.reason);
  const names = namesOf(source.lot);
  const lanes = grouped(facts, dimOf('turned-away', 'lane'));
  const { fromAt, toAt } = period;
  return {
    id: 'refused',
    title: words.refused,
    note: lanes.length === 0 ? words.none : words.refusedNote,
    columns: [
      { id: 'lane', label: words.lane, kind: 'text' },
      { id: 'count', label: words.count, kind: 'count' },
    ],
    rows: lanes.map(([lane, { count }]) => [names.lane(lane), count]),
    totals: [reportWords.total, totalOf(facts).count],
    drills: lanes.map(([lane]) => ({
      list: 'events',
      measure: 'turned-away',
      dims: { ...FULL_REASON, lane },
      fromAt,
      toAt,
    })),
  };
}
