import type { Cell, Drill } from '../../reports/document.ts';
import { totalOf } from '../../reports/grouped.ts';
import { isByHour } from '../../reports/hours.ts';
import type { FactRow } from '../../stats/fact.ts';
import type { DashboardPanel } from '../dashboard.ts';
import { bothOf, type Frame, spanOf, whenColumn } from '../frame.ts';
import { usualOf } from '../series.ts';
import { type Reading, usualSoFar, usualWhole } from '../so-far.ts';
import { dashboardWords as words } from '../words.ts';

const TAKINGS: Reading = (series) => (at) => series.takings.get(at) ?? 0;

/** What was taken, less what was given back, against the average of the same weekdays. */
export async function takingsPanel(frame: Frame): Promise<DashboardPanel> {
  const { scope } = frame;
  const { now, before } = await bothOf(frame, 'receipts');
  const amount = (rows: readonly FactRow[]) => Math.round(totalOf(rows).amount);
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  const { rows, drills } = tableOf(frame);
  const money = (id: string, label: string) => ({ id, label, kind: 'money' as const });
  return {
    id: 'takings',
    report: 'revenue',
    figures: [
      {
        ...money('takings', words.takings),
        value: amount(now),
        usual: whole(usualSoFar(frame, TAKINGS)),
        ...(before !== null && { before: amount(before) }),
        drill: { list: 'payments', ...spanOf(scope.period) },
      },
      {
        ...money('usual-whole', isByHour(scope.period) ? words.takingsDay : words.takingsDays),
        value: whole(usualWhole(frame, TAKINGS)),
      },
    ],
    section: {
      id: 'takings',
      title: words.takingsTitle,
      columns: [
        whenColumn(frame),
        money('takings', words.takings),
        money('sum', words.sum),
        money('usual', words.usual(words.takings)),
        money('usual-sum', words.usual(words.sum)),
        ...(scope.compareWith === null
          ? []
          : [
              money('before', words.before(words.takings)),
              money('before-sum', words.before(words.sum)),
            ]),
      ],
      rows,
      totals: null,
      drills,
    },
  };
}

/** Each hour or day, with running totals: whether the time is ahead is seen at any point of it. */
function tableOf({ scope, series }: Frame): {
  readonly rows: readonly Cell[][];
  readonly drills: readonly (Drill | null)[];
} {
  const rows: Cell[][] = [];
  const drills: (Drill | null)[] = [];
  const sums = { now: 0, usual: 0 as number | null, before: 0 };
  for (const slice of series.slices) {
    const { label, fromAt, toAt, before } = slice;
    const hasBegun = fromAt <= scope.nowAt;
    const taken = series.takings.get(fromAt) ?? 0;
    const usual = usualOf(series, slice, TAKINGS(series));
    const compared = before === null ? null : (series.takings.get(before.fromAt) ?? 0);
    sums.now += taken;
    sums.usual = usual === null || sums.usual === null ? null : sums.usual + usual;
    sums.before += compared ?? 0;
    rows.push([
      label,
      hasBegun ? taken : null,
      hasBegun ? sums.now : null,
      usual === null ? null : Math.round(usual),
      sums.usual === null ? null : Math.round(sums.usual),
      ...(scope.compareWith === null ? [] : [compared, compared === null ? null : sums.before]),
    ]);
    drills.push(hasBegun ? { list: 'payments', fromAt, toAt } : null);
  }
  return { rows, drills };
}
