import type { Instant } from '../kernel/instant.ts';
import type { ReportColumn } from '../reports/document.ts';
import { isByHour } from '../reports/hours.ts';
import type { Span } from '../reports/source.ts';
import { reportWords } from '../reports/words.ts';
import type { FactRow } from '../stats/fact.ts';
import type { Measure } from '../stats/measures.ts';
import { factsUntil } from './cut.ts';
import type { DashboardScope, DashboardSource } from './dashboard.ts';
import type { ImportedUsual } from './imported-usual.ts';
import type { Series } from './series.ts';

/** All that the panels are made from. */
export interface Frame {
  readonly source: DashboardSource;
  readonly scope: DashboardScope;
  readonly series: Series;
  /** The hours of the day that runs, with what is usual for them; null where none of the period does. */
  readonly today: Series | null;
  /** What is usual by imported history, for hours and days that the lot has none of its own for. */
  readonly imported: ImportedUsual;
  /** Up to when the compared time counts; null without one. */
  readonly comparedUntilAt: Instant | null;
}

/** Rows of a measure now, and of the compared time as far as it counts; null without one. */
export interface Both {
  readonly now: readonly FactRow[];
  readonly before: readonly FactRow[] | null;
}

/** Asks a measure of the period and of what it is compared with. */
export async function bothOf(frame: Frame, measure: Measure): Promise<Both> {
  const { source, scope, comparedUntilAt } = frame;
  const { period, compareWith } = scope;
  return {
    now: await source.facts(measure, spanOf(period), 'all'),
    before:
      compareWith === null || comparedUntilAt === null
        ? null
        : await factsUntil(source, measure, spanOf(compareWith), comparedUntilAt),
  };
}

export const spanOf = ({ fromAt, toAt }: Span): Span => ({ fromAt, toAt });

/** The column that tells which hour or day a row is of. */
export function whenColumn({ scope: { period } }: Frame): ReportColumn {
  const byHour = isByHour(period);
  return {
    id: 'when',
    label: byHour ? reportWords.hour : reportWords.day,
    kind: byHour ? 'text' : 'day',
  };
}
