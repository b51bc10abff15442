import type { FactRow } from '../stats/fact.ts';
import type { Drill, ReportSection, ValueKind } from './document.ts';
import { grouped, shareOf, totalOf } from './grouped.ts';
import { reportWords } from './words.ts';

interface Split {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  /** Heads the first column. */
  readonly by: string;
  readonly rows: readonly FactRow[];
  readonly keyOf: (row: FactRow) => string;
  readonly label: (key: string) => string;
  /** Heads of the count and of the amount; a missing one is no column. */
  readonly count?: string;
  readonly amount?: { readonly label: string; readonly kind: ValueKind };
  readonly drill?: (key: string) => Drill;
}

/** A table of sums by one dimension, with each one's share and all of them together. */
export function splitSection(split: Split): ReportSection {
  const { id, title, note, by, rows, keyOf, label, count, amount, drill } = split;
  const keys = [...grouped(rows, keyOf)];
  // Money is looked at by size, counts come by size already.
  if (amount !== undefined) keys.sort(([, one], [, other]) => other.amount - one.amount);
  const all = totalOf(rows);
  const whole = amount === undefined ? all.count : all.amount;
  const shown = keys.length === 0 ? reportWords.nothing : note;
  return {
    id,
    title,
    ...(shown !== undefined && { note: shown }),
    columns: [
      { id: 'by', label: by, kind: 'text' },
      ...(count === undefined ? [] : [{ id: 'count', label: count, kind: 'count' as const }]),
      ...(amount === undefined ? [] : [{ id: 'amount', ...amount }]),
      { id: 'share', label: reportWords.share, kind: 'share' },
    ],
    rows: keys.map(([key, sum]) => [
      label(key),
      ...(count === undefined ? [] : [sum.count]),
      ...(amount === undefined ? [] : [sum.amount]),
      shareOf(amount === undefined ? sum.count : sum.amount, whole),
    ]),
    totals: [
      reportWords.total,
      ...(count === undefined ? [] : [all.count]),
      ...(amount === undefined ? [] : [all.amount]),
      whole === 0 ? null : 1,
    ],
    chart: { kind: 'bars', along: 'by', series: [amount === undefined ? 'count' : 'amount'] },
    ...(drill !== undefined && { drills: keys.map(([key]) => drill(key)) }),
  };
}
