import type { Forecast } from '#domain/contract/forecast.ts';
import type { Dashboard, DashboardPanel } from '#domain/dashboard/dashboard.ts';
import { HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { zonedDay } from '#domain/kernel/zoned.ts';
import type { Cell, ReportColumn } from '#domain/reports/document.ts';
import { hoursOf } from '#domain/reports/hours.ts';
import { t } from '../../strings/index.ts';

/** So many hours from now are shown at least, over midnight as well. */
const AHEAD_MS = 12 * HOUR_MS;

const words = t.dashboard.forecast;
const COLUMNS: readonly ReportColumn[] = [
  { id: 'expected', label: words.expected, kind: 'share' },
  { id: 'low', label: words.low, kind: 'share' },
  { id: 'high', label: words.high, kind: 'share' },
];

/**
 * The hours of today with what is expected at the beginning of those to come, as shares of the slots, and
 * with the hours after midnight that lie near. The panel itself where nothing is expected.
 */
export function withForecast(
  { period, madeAt, lot }: Pick<Dashboard, 'period' | 'madeAt' | 'lot'>,
  panel: DashboardPanel,
  forecast: Forecast | null,
): DashboardPanel {
  const series = forecast?.series.find(({ of }) => of === 'lot');
  if (series === undefined || series.points.length === 0 || series.capacity === 0) return panel;
  const { capacity } = series;
  const points = new Map(series.points.map((point) => [point.at, point]));
  const today = hoursOf(period.fromAt, lot.timeZone);
  const { section } = panel;
  const expectedAt = (at: Instant): readonly Cell[] => {
    const point = at > madeAt ? points.get(at) : undefined;
    if (point === undefined) return [null, null, null];
    return [point.expected / capacity, point.low / capacity, point.high / capacity];
  };
  const rows = section.rows.map((row, index) => [...row, ...expectedAt(today[index]?.fromAt ?? 0)]);
  const tomorrow = hoursOf(zonedDay(period.toAt, lot.timeZone).startsAt, lot.timeZone);
  const later = tomorrow.filter(({ fromAt }) => fromAt <= madeAt + AHEAD_MS);
  const unknown = section.columns.slice(1).map(() => null);
  const laterRows = later.map(({ label, fromAt }) => [label, ...unknown, ...expectedAt(fromAt)]);
  return {
    ...panel,
    section: {
      ...section,
      columns: [...section.columns, ...COLUMNS],
      rows: [...rows, ...laterRows],
      drills: [...(section.drills ?? []), ...later.map(() => null)],
    },
  };
}
