import type { Dashboard, DashboardFigure, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import type { Cell, ReportDocument } from '#domain/reports/document.ts';
import type { Write } from '../reports/document/write.ts';

/** The values of one column; none where the table has no such column. */
export function columnOf({ section }: DashboardPanel, id: string): readonly Cell[] {
  const index = section.columns.findIndex((column) => column.id === id);
  return index < 0 ? [] : section.rows.map((row) => row[index] ?? null);
}

export const numbersOf = (panel: DashboardPanel, id: string): readonly (number | null)[] =>
  columnOf(panel, id).map((value) => (typeof value === 'number' ? value : null));

export function labelOf({ section }: DashboardPanel, id: string): string {
  return section.columns.find((column) => column.id === id)?.label ?? id;
}

export function figureOf({ figures }: DashboardPanel, id: string): DashboardFigure | null {
  return figures.find((figure) => figure.id === id) ?? null;
}

/** One panel as a report of its own: what its table and its file are written from. */
export function documentOf(
  dashboard: Dashboard,
  panel: DashboardPanel,
  madeBy: string,
): ReportDocument {
  const { lot, period, madeAt } = dashboard;
  const { section, figures, report } = panel;
  return {
    report,
    title: section.title,
    period,
    lots: [lot],
    madeAt,
    madeBy,
    figures,
    sections: [section],
    notes: section.note === undefined ? [] : [section.note],
  };
}

/** How a value lies to what it is set against: `8 % more`. Null where there is nothing to set it against. */
export function differenceOf(value: Cell, against: Cell | undefined): number | null {
  if (typeof value !== 'number' || typeof against !== 'number' || against === 0) return null;
  return (value - against) / Math.abs(against);
}

/** Hours by their clock, days without their year. */
export function shortWhen(write: Write, value: Cell, locale: string): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return write('text', value);
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(Date.parse(`${value}T00:00Z`));
}
