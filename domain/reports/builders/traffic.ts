import { DAY_MS } from '../../kernel/instant.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { Cell, Drill, KeyFigure, ReportColumn, ReportSection } from '../document.ts';
import { dimOf, grouped, shareOf, totalOf } from '../grouped.ts';
import { isByHour, type Stretch, stretchesOf } from '../hours.ts';
import { namesOf } from '../names.ts';
import type { ReportPeriod } from '../period.ts';
import type { ReportBuilder, ReportScope, ReportSource, Span } from '../source.ts';
import { type StayFigures, stayFigures } from '../stay-figures.ts';
import { reportWords, wordFor } from '../words.ts';
import { trafficWords as words } from './traffic-words.ts';

const BANDS_MINUTES = [0, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1_440, 2_880] as const;
const PERCENTILES = [
  [words.percentiles.p50, 0.5],
  [words.percentiles.p75, 0.75],
  [words.percentiles.p90, 0.9],
  [words.percentiles.p95, 0.95],
] as const;

interface Rows {
  readonly entries: readonly FactRow[];
  readonly exits: readonly FactRow[];
  readonly stays: readonly FactRow[];
  readonly places: readonly FactRow[];
}

/** Who came and went, where, when, and for how long. */
export const trafficReport: ReportBuilder = async (source, scope, progress) => {
  const { period } = scope;
  const rows = await rowsOf(source, period);
  progress(0.6);
  const before = scope.compareWith === null ? null : await rowsOf(source, scope.compareWith);
  const stays = stayFigures(rows.stays);
  return {
    figures: figuresOf(source, scope, rows, before),
    sections: [
      overTime(source, scope, rows),
      bySplit(source, period, rows, 'lane'),
      bySplit(source, period, rows, 'class'),
      bySplit(source, period, rows, 'credential'),
      percentiles(stays),
      dwellSection(stays, period),
      turnover(source, scope, rows.places),
    ],
    notes: scope.nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};

async function rowsOf(source: ReportSource, period: ReportPeriod): Promise<Rows> {
  const grain = isByHour(period) ? 'hour' : 'day';
  return {
    entries: await source.facts('entries', period, grain),
    exits: await source.facts('exits', period, grain),
    stays: await source.facts('stays', period, 'all'),
    places: await source.facts('slot-stays', period, 'all'),
  };
}

/** Days of a period that have gone by, with parts of the running one. */
export function daysGone({ fromAt, toAt }: Span, nowAt: number): number {
  return Math.max(0, Math.min(toAt, nowAt) - fromAt) / DAY_MS;
}

function figuresOf(
  { lot }: ReportSource,
  { period, compareWith, nowAt }: ReportScope,
  rows: Rows,
  before: Rows | null,
): readonly KeyFigure[] {
  const figure = (
    id: string,
    label: string,
    kind: KeyFigure['kind'],
    of: (rows: Rows, period: ReportPeriod) => Cell,
    drill?: Drill,
  ): KeyFigure => ({
    id,
    label,
    kind,
    value: of(rows, period),
    ...(before !== null && compareWith !== null && { before: of(before, compareWith) }),
    ...(drill !== undefined && { drill }),
  });
  const perSlot = ({ stays }: Rows, of: ReportPeriod) =>
    shareOf(totalOf(stays).count, lot.slots.length * daysGone(of, nowAt));
  return [
    figure('entries', words.entries, 'count', ({ entries }) => totalOf(entries).count, {
      list: 'sessions',
      by: 'entry',
      ...spanOf(period),
    }),
    figure('exits', words.exits, 'count', ({ exits }) => totalOf(exits).count, {
      list: 'sessions',
      by: 'exit',
      ...spanOf(period),
    }),
    figure('mean-stay', words.meanStay, 'duration', ({ stays }) => stayFigures(stays).meanMs),
    figure('median-stay', words.median, 'duration', ({ stays }) =>
      stayFigures(stays).percentileMs(0.5),
    ),
    figure('turnover', words.turnover, 'decimal', perSlot),
  ];
}

const spanOf = ({ fromAt, toAt }: Span): Span => ({ fromAt, toAt });

function overTime({ lot }: ReportSource, { period, nowAt }: ReportScope, rows: Rows) {
  const stretches = stretchesOf(period, lot.timeZone, nowAt);
  const count = (facts: readonly FactRow[], { fromAt, toAt }: Stretch) =>
    totalOf(facts.filter(({ at }) => at >= fromAt && at < toAt)).count;
  const section: ReportSection = {
    id: 'over-time',
    title: words.over,
    note: words.overNote,
    columns: [
      {
        id: 'when',
        label: isByHour(period) ? reportWords.hour : reportWords.day,
        kind: isByHour(period) ? 'text' : 'day',
      },
      { id: 'entries', label: words.entries, kind: 'count' },
      { id: 'exits', label: words.exits, kind: 'count' },
    ],
    rows: stretches.map((stretch) => [
      stretch.label,
      count(rows.entries, stretch),
      count(rows.exits, stretch),
    ]),
    totals: [reportWords.total, totalOf(rows.entries).count, totalOf(rows.exits).count],
    chart: { kind: 'bars', along: 'when', series: ['entries', 'exits'] },
    drills: stretches.map((stretch) => ({
      list: 'sessions',
      by: 'entry',
      ...spanOf(stretch),
    })),
  };
  return section;
}

/** Entries and exits side by side, by one of the dimensions that both have. */
function bySplit(
  { lot }: ReportSource,
  period: ReportPeriod,
  { entries, exits }: Rows,
  by: 'lane' | 'class' | 'credential',
): ReportSection {
  const names = namesOf(lot);
  const label = {
    lane: names.lane,
    class: (id: string) => wordFor(reportWords.classes, id),
    credential: (id: string) => wordFor(reportWords.credentials, id),
  }[by];
  const came = new Map(grouped(entries, dimOf('entries', by)));
  const left = new Map(grouped(exits, dimOf('exits', by)));
  const ids = [...new Set([...came.keys(), ...left.keys()])].sort((one, other) =>
    label(one) < label(other) ? -1 : 1,
  );
  const all = totalOf(entries).count;
  const field = { lane: 'laneId', class: 'vehicleClass', credential: 'credential' }[by];
  return {
    id: `by-${by}`,
    title: { lane: words.byLane, class: words.byClass, credential: words.byCredential }[by],
    ...(ids.length === 0 && { note: reportWords.nothing }),
    columns: [
      { id: by, label: words[by], kind: 'text' },
      { id: 'entries', label: words.entries, kind: 'count' },
      { id: 'exits', label: words.exits, kind: 'count' },
      { id: 'share', label: words.share, kind: 'share' },
    ],
    rows: ids.map((id) => {
      const entered = came.get(id)?.count ?? 0;
      return [label(id), entered, left.get(id)?.count ?? 0, shareOf(entered, all)];
    }),
    totals: [reportWords.total, all, totalOf(exits).count, all === 0 ? null : 1],
    chart: { kind: 'bars', along: by, series: ['entries', 'exits'] },
    drills: ids.map((id) => ({
      list: 'sessions' as const,
      by: came.has(id) ? ('entry' as const) : ('exit' as const),
      ...spanOf(period),
      [field]: id,
    })),
  };
}

function percentiles(stays: StayFigures): ReportSection {
  const rows: Cell[][] = [[words.percentiles.mean, stays.meanMs]];
  for (const [label, share] of PERCENTILES) rows.push([label, stays.percentileMs(share)]);
  return {
    id: 'stays',
    title: words.stays,
    note: stays.count === 0 ? reportWords.nothing : words.staysNote,
    columns: [
      { id: 'stay', label: words.stay, kind: 'text' },
      { id: 'length', label: words.length, kind: 'duration' },
    ],
    rows: stays.count === 0 ? [] : rows,
    totals: null,
  };
}

/** Stays that ended, by how long they had lasted. */
export function dwellSection(stays: StayFigures, period: ReportPeriod): ReportSection {
  const bands = BANDS_MINUTES.map((from, index) => {
    const to = BANDS_MINUTES[index + 1] ?? Number.POSITIVE_INFINITY;
    return { from, to, count: stays.between(from, to) };
  });
  return {
    id: 'dwell',
    title: words.dwell,
    ...(stays.count === 0 && { note: reportWords.nothing }),
    columns: [
      { id: 'length', label: words.length, kind: 'text' },
      { id: 'stays', label: words.ended, kind: 'count' },
      { id: 'share', label: words.share, kind: 'share' },
    ],
    rows: bands.map(({ from, count }) => [
      words.bands[from] ?? String(from),
      count,
      shareOf(count, stays.count),
    ]),
    totals: [reportWords.total, stays.count, stays.count === 0 ? null : 1],
    chart: { kind: 'bars', along: 'length', series: ['stays'] },
    drills: bands.map(({ from, to }) => ({
      list: 'sessions',
      by: 'exit',
      ...spanOf(period),
      leastMinutes: from,
      ...(Number.isFinite(to) && { mostMinutes: to - 1 }),
    })),
  };
}

function turnover(
  { lot }: ReportSource,
  { period, nowAt }: ReportScope,
  places: readonly FactRow[],
): ReportSection {
  const names = namesOf(lot);
  const days = daysGone(period, nowAt);
  const columns: readonly ReportColumn[] = [
    { id: 'place', label: words.place, kind: 'text' },
    { id: 'slots', label: words.slots, kind: 'count' },
    { id: 'stays', label: words.ended, kind: 'count' },
    { id: 'turnover', label: words.turnover, kind: 'decimal' },
    { id: 'mean', label: words.meanStay, kind: 'duration' },
  ];
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  const add = (
    by: 'level' | 'zone' | 'kind',
    ids: readonly string[],
    label: (id: string) => string,
    slotsOf: (id: string) => number,
  ) => {
    const sums = new Map(grouped(places, dimOf('slot-stays', by)));
    for (const id of ids) {
      const { count, amount } = sums.get(id) ?? { count: 0, amount: 0 };
      const slots = slotsOf(id);
      const mean = count === 0 ? null : amount / count;
      rows.push([label(id), slots, count, shareOf(count, slots * days), mean]);
      const field = by === 'kind' ? 'kind' : `${by}Id`;
      drills.push({ list: 'sessions', by: 'exit', ...spanOf(period), [field]: id });
    }
  };
  const { levels, zones, slots } = lot;
  add('level', idsOf(levels), names.level, (id) => countOf(slots, (slot) => slot.levelId === id));
  add('zone', idsOf(zones), names.zone, (id) => countOf(slots, (slot) => slot.zoneId === id));
  const kinds = [...new Set(slots.map(({ kind }) => kind))];
  const kindName = (id: string) => wordFor(reportWords.kinds, id);
  add('kind', kinds, kindName, (id) => countOf(slots, (slot) => slot.kind === id));
  return { id: 'turnover', title: words.bySlot, columns, rows, totals: null, drills };
}

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
const countOf = <T>(items: readonly T[], fits: (item: T) => boolean) => items.filter(fits).length;
