import { DAY_MS } from '../kernel/instant.ts';
import { zonedDay } from '../kernel/zoned.ts';
import { isByHour } from '../reports/hours.ts';
import { rangeOf } from '../reports/period.ts';
import type { Dashboard, DashboardScope, DashboardSource } from './dashboard.ts';
import type { Frame } from './frame.ts';
import { importedUsual, NOTHING_IMPORTED } from './imported-usual.ts';
import { attentionPanel } from './panels/attention.ts';
import { nowPanel } from './panels/now.ts';
import { occupancyPanel } from './panels/occupancy.ts';
import { revenuePanel, turnoverPanel } from './panels/per-slot.ts';
import { stayPanel } from './panels/stay.ts';
import { takingsPanel } from './panels/takings.ts';
import { trafficPanel } from './panels/traffic.ts';
import { hasUsual, isComparable, type Series, seriesOf } from './series.ts';
import { comparedUntil, USUAL_WEEKS } from './slices.ts';

/** As much of imported history as there would be of the lot's own. */
const IMPORTED_MS = USUAL_WEEKS * 7 * DAY_MS;

/** Makes the dashboard of a lot for a time, from its read models. */
export async function makeDashboard(
  source: DashboardSource,
  scope: DashboardScope,
): Promise<Dashboard> {
  const { period, compareWith, nowAt } = scope;
  const { id, name, timeZone, currency, locale } = source.lot;
  const isRunning = nowAt >= period.fromAt && nowAt < period.toAt;
  const series = await seriesOf(source, period, compareWith);
  const compared = isComparable(series) ? compareWith : null;
  const frame: Frame = {
    source,
    scope: { ...scope, compareWith: compared },
    series,
    today: isRunning ? await hoursOfToday(source, scope, series) : null,
    imported: hasUsual(series)
      ? NOTHING_IMPORTED
      : importedUsual(await source.imported(IMPORTED_MS), timeZone),
    comparedUntilAt: compared === null ? null : comparedUntil(period, compared, nowAt, timeZone),
  };
  const now = await nowPanel(frame);
  return {
    lot: { id, name, timeZone, currency, locale },
    period,
    compareWith,
    isCompared: compared !== null,
    madeAt: nowAt,
    isRunning,
    usualWeeks: now.weeks,
    isUsualImported: now.isImported,
    panels: [
      now.panel,
      await occupancyPanel(frame),
      await trafficPanel(frame),
      await takingsPanel(frame),
      await attentionPanel(frame),
      await stayPanel(frame),
      await turnoverPanel(frame),
      await revenuePanel(frame),
    ],
  };
}

/** The hours of the running day: those of the period where it is that day alone. */
async function hoursOfToday(
  source: DashboardSource,
  { period, nowAt }: DashboardScope,
  series: Series,
): Promise<Series | null> {
  if (isByHour(period)) return series;
  const { timeZone } = source.lot;
  const { day } = zonedDay(nowAt, timeZone);
  const today = rangeOf(day, day, timeZone);
  return today === null ? null : seriesOf(source, today, null);
}
