import { exceptionsWords } from '../../reports/builders/exceptions-words.ts';
import type { Cell, Drill } from '../../reports/document.ts';
import { totalOf } from '../../reports/grouped.ts';
import type { DashboardPanel } from '../dashboard.ts';
import { bothOf, type Frame, spanOf } from '../frame.ts';
import { dashboardWords as words } from '../words.ts';

const KINDS = Object.keys(exceptionsWords.kinds) as readonly (keyof typeof exceptionsWords.kinds)[];

/** What is wrong now, and what did not go its usual way: the same kinds as the exceptions report's. */
export async function attentionPanel(frame: Frame): Promise<DashboardPanel> {
  const { scope } = frame;
  const { open, unacknowledged } = scope.alarms;
  const span = spanOf(scope.period);
  const compares = scope.compareWith !== null;
  const rows: Cell[][] = [];
  const drills: Drill[] = [];
  for (const kind of KINDS) {
    const { now, before } = await bothOf(frame, kind);
    rows.push([
      exceptionsWords.kinds[kind],
      totalOf(now).count,
      ...(before === null ? [] : [Math.round(totalOf(before).count)]),
    ]);
    drills.push({ list: 'events', measure: kind, dims: {}, ...span });
  }
  return {
    id: 'attention',
    report: 'exceptions',
    figures: [
      { id: 'open-alarms', label: words.openAlarms, kind: 'count', value: open },
      { id: 'unacknowledged', label: words.unacknowledged, kind: 'count', value: unacknowledged },
    ],
    section: {
      id: 'attention',
      title: words.attentionTitle,
      columns: [
        { id: 'kind', label: exceptionsWords.kind, kind: 'text' },
        { id: 'count', label: exceptionsWords.count, kind: 'count' },
        ...(compares
          ? [{ id: 'before', label: exceptionsWords.before, kind: 'count' as const }]
          : []),
      ],
      rows,
      totals: null,
      drills,
    },
  };
}
