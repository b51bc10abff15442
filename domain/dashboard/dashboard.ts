import type { ForecastSource } from '../forecast/lot-forecast.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Cell, KeyFigure, ReportLot, ReportSection } from '../reports/document.ts';
import type { ReportPeriod } from '../reports/period.ts';
import type { ReportId } from '../reports/reports.ts';
import type { ReportSource } from '../reports/source.ts';

/** The parts of the dashboard, in the order in which they are read. */
export const PANEL_IDS = [
  'now',
  'occupancy',
  'traffic',
  'takings',
  'attention',
  'stay',
  'turnover',
  'revenue',
] as const;
export type PanelId = (typeof PANEL_IDS)[number];

/** A figure with what it usually is beside it. */
export interface DashboardFigure extends KeyFigure {
  /**
   * The average of the same weekdays before, up to the same time of the day while the period runs. Null
   * where they are not known; missing where there is no such figure.
   */
  readonly usual?: Cell;
}

/** One part: what is read first, and the table that its chart is drawn from. */
export interface DashboardPanel {
  readonly id: PanelId;
  /** The first one is the headline. */
  readonly figures: readonly DashboardFigure[];
  readonly section: ReportSection;
  /** The report that says more. */
  readonly report: ReportId;
}

/**
 * How full, how much, and what went wrong, of one lot. Values are as in reports: money in minor units,
 * instants in epoch milliseconds, shares 0 to 1, durations in milliseconds.
 */
export interface Dashboard {
  readonly lot: ReportLot;
  readonly period: ReportPeriod;
  /** The time that was asked to be compared with. */
  readonly compareWith: ReportPeriod | null;
  /** Whether it is: a time in which nothing was counted yet would make everything look like growth. */
  readonly isCompared: boolean;
  readonly madeAt: Instant;
  /** Now lies within the period: its figures still move. */
  readonly isRunning: boolean;
  /** How many weeks of its own the usual figures of now are the average of. */
  readonly usualWeeks: number;
  /** How full it usually is now is said by history that was imported: the lot has none of its own yet. */
  readonly isUsualImported: boolean;
  readonly panels: readonly DashboardPanel[];
}

/** What a dashboard is asked for. */
export interface DashboardScope {
  readonly period: ReportPeriod;
  /** The time that figures are compared with; null for none. */
  readonly compareWith: ReportPeriod | null;
  readonly nowAt: Instant;
  /** Alarms that are not over, or that nobody has acknowledged. The lot's state knows them. */
  readonly alarms: { readonly open: number; readonly unacknowledged: number };
}

/** What the dashboard asks of the read models. */
export type DashboardSource = Pick<ReportSource, 'lot' | 'facts' | 'occupancy'> &
  Pick<ForecastSource, 'imported'>;
