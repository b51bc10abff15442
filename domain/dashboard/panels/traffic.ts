import type { Cell, Drill } from '../../reports/document.ts';
import { totalOf } from '../../reports/grouped.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { DashboardFigure, DashboardPanel } from '../dashboard.ts';
import { type Both, bothOf, type Frame, spanOf, whenColumn } from '../frame.ts';
import { usualOf } from '../series.ts';
import { usualSoFar } from '../so-far.ts';
import { dashboardWords as words } from '../words.ts';

/** What came and what left, by hours or days. */
export async function trafficPanel(frame: Frame): Promise<DashboardPanel> {
  const { scope, series } = frame;
  const compares = scope.compareWith !== null;
  const rows: Cell[][] = [];
  const drills: (Drill | null)[] = [];
  const ways = [
    ['entries', series.entries],
    ['exits', series.exits],
  ] as const;
  for (const slice of series.slices) {
    const { label, fromAt, toAt, before } = slice;
    const hasBegun = fromAt <= scope.nowAt;
    rows.push([
      label,
      ...ways.map(([, sums]) => (hasBegun ? (sums.get(fromAt) ?? 0) : null)),
      ...ways.map(([, sums]) => usualOf(series, slice, (at) => sums.get(at) ?? 0)),
      ...(compares
        ? ways.map(([, sums]) => (before === null ? null : (sums.get(before.fromAt) ?? 0)))
        : []),
    ]);
    drills.push(hasBegun ? { list: 'sessions', by: 'entry', fromAt, toAt } : null);
  }
  const entries = await bothOf(frame, 'entries');
  const exits = await bothOf(frame, 'exits');
  return {
    id: 'traffic',
    report: 'traffic',
    figures: [
      figureOf(frame, 'entries', entries, {
        list: 'sessions',
        by: 'entry',
        ...spanOf(scope.period),
      }),
      figureOf(frame, 'exits', exits, { list: 'sessions', by: 'exit', ...spanOf(scope.period) }),
    ],
    section: {
      id: 'traffic',
      title: words.trafficTitle,
      columns: [
        whenColumn(frame),
        ...ways.map(([id]) => ({ id, label: words[id], kind: 'count' as const })),
        ...ways.map(([id]) => ({
          id: `usual-${id}`,
          label: words.usual(words[id]),
          kind: 'decimal' as const,
        })),
        ...(compares
          ? ways.map(([id]) => ({
              id: `before-${id}`,
              label: words.before(words[id]),
              kind: 'count' as const,
            }))
          : []),
      ],
      rows,
      totals: null,
      drills,
    },
  };
}

function figureOf(
  frame: Frame,
  id: 'entries' | 'exits',
  { now, before }: Both,
  drill: Drill,
): DashboardFigure {
  const count = (rows: readonly FactRow[]) => Math.round(totalOf(rows).count);
  const usual = usualSoFar(frame, (series) => (at) => series[id].get(at) ?? 0);
  return {
    id,
    label: words[id],
    kind: 'count',
    value: count(now),
    usual: usual === null ? null : Math.round(usual),
    ...(before !== null && { before: count(before) }),
    drill,
  };
}
