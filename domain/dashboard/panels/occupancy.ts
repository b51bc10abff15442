import { meanInside, meanShare } from '../../reports/builders/occupancy.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { dimOf, totalOf } from '../../reports/grouped.ts';
import { isByHour } from '../../reports/hours.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { OccupancyRow } from '../../stats/occupancy.ts';
import type { DashboardPanel } from '../dashboard.ts';
import { bothOf, type Frame, spanOf, whenColumn } from '../frame.ts';
import { usualOf } from '../series.ts';
import { dashboardWords as words } from '../words.ts';

const LOT = 'lot';
const FULL = { reason: 'lot-full' };

/** How full the lot was over the time, against what is usual. */
export async function occupancyPanel(frame: Frame): Promise<DashboardPanel> {
  const { scope, series, source } = frame;
  const { period, compareWith, nowAt } = scope;
  const compares = compareWith !== null;
  const imported = isByHour(period) ? frame.imported.hour : frame.imported.day;
  const shareAt = (at: number) => shareOfRow(series.inside.get(at));
  const rows: Cell[][] = [];
  const drills: (Drill | null)[] = [];
  for (const slice of series.slices) {
    const row = slice.fromAt > nowAt ? undefined : series.inside.get(slice.fromAt);
    const { label, fromAt, toAt, before } = slice;
    rows.push([
      label,
      shareOfRow(row),
      row === undefined ? null : meanInside(row),
      row?.mostInside ?? null,
      usualOf(series, slice, shareAt) ?? imported(LOT, fromAt),
      ...(compares ? [before === null ? null : shareAt(before.fromAt)] : []),
    ]);
    drills.push(row === undefined ? null : { list: 'sessions', by: 'inside', fromAt, toAt });
  }
  const within = (span: { readonly fromAt: number; readonly toAt: number }) =>
    [...series.inside.values()].filter(({ at }) => at >= span.fromAt && at < span.toAt);
  const now = within(period);
  const until = frame.comparedUntilAt ?? 0;
  const before = compareWith === null ? null : within({ ...compareWith, toAt: until });
  const turned = await bothOf(frame, 'turned-away');
  return {
    id: 'occupancy',
    report: 'occupancy',
    figures: [
      {
        id: 'peak',
        label: words.peakShare,
        kind: 'share',
        value: peakShare(now),
        ...(before !== null && { before: peakShare(before) }),
        drill: { list: 'sessions', by: 'inside', ...spanOf(period) },
      },
      {
        id: 'mean',
        label: words.meanShare,
        kind: 'share',
        value: meanShare(now),
        ...(before !== null && { before: meanShare(before) }),
      },
      {
        id: 'turned-away',
        label: words.turnedAway,
        kind: 'count',
        value: fullOf(turned.now),
        ...(turned.before !== null && { before: Math.round(fullOf(turned.before)) }),
        drill: { list: 'events', measure: 'turned-away', dims: FULL, ...spanOf(period) },
      },
    ],
    section: {
      id: 'occupancy',
      title: words.occupancyTitle,
      columns: [
        whenColumn(frame),
        { id: 'share', label: words.full, kind: 'share' },
        { id: 'mean', label: words.meanInside, kind: 'decimal' },
        { id: 'most', label: words.mostInside, kind: 'count' },
        { id: 'usual', label: words.usual(words.full), kind: 'share' },
        ...(compares
          ? [{ id: 'before', label: words.before(words.full), kind: 'share' as const }]
          : []),
      ],
      rows,
      totals: null,
      drills,
      ...(source.lot.slots.length === 0 && { note: words.noUsual }),
    },
  };
}

function shareOfRow(row: OccupancyRow | undefined): number | null {
  return row === undefined ? null : meanShare([row]);
}

/** The greatest share of the slots that was taken at any moment. */
function peakShare(rows: readonly OccupancyRow[]): number | null {
  const shares = rows
    .filter(({ capacity }) => capacity > 0)
    .map(({ mostInside, capacity }) => mostInside / capacity);
  return shares.length === 0 ? null : Math.max(...shares);
}

function fullOf(rows: readonly FactRow[]): number {
  const reason = dimOf('turned-away', 'reason');
  return totalOf(rows.filter((row) => reason(row) === FULL.reason)).count;
}
