import type { KeyFigure, ReportSection } from '../document.ts';
import { totalOf } from '../grouped.ts';
import { isByHour, stretchesOf } from '../hours.ts';
import type { ReportPeriod } from '../period.ts';
import type { ReportBuilder, ReportSource, Span } from '../source.ts';
import { reportWords } from '../words.ts';
import { meanShare } from './occupancy.ts';
import { occupancyWords } from './occupancy-words.ts';
import { revenueWords } from './revenue-words.ts';
import { trafficWords } from './traffic-words.ts';

const OVERRIDES = 'Changes by hand';
const REFUSALS = 'Refused at a gate';

/** The one page that is looked at first: what came, what left, how full it was, what was taken. */
export const summaryReport: ReportBuilder = async (source, scope, progress) => {
  const { period, compareWith, nowAt } = scope;
  const { lot } = source;
  const now = await factsOf(source, period);
  progress(0.6);
  const before = compareWith === null ? null : await factsOf(source, compareWith);
  const { fromAt, toAt } = period;
  const figure = (
    id: string,
    label: string,
    kind: KeyFigure['kind'],
    of: (facts: Facts) => number | null,
  ): KeyFigure => ({
    id,
    label,
    kind,
    value: of(now),
    ...(before !== null && { before: of(before) }),
  });
  const stretches = stretchesOf(period, lot.timeZone, nowAt);
  const within = <T extends { readonly at: number }>(rows: readonly T[], span: Span) =>
    rows.filter(({ at }) => at >= span.fromAt && at < span.toAt);
  const section: ReportSection = {
    id: 'over-time',
    title: trafficWords.over,
    columns: [
      {
        id: 'when',
        label: isByHour(period) ? reportWords.hour : reportWords.day,
        kind: isByHour(period) ? 'text' : 'day',
      },
      { id: 'entries', label: trafficWords.entries, kind: 'count' },
      { id: 'exits', label: trafficWords.exits, kind: 'count' },
      { id: 'most', label: occupancyWords.mostInside, kind: 'count' },
      { id: 'share', label: occupancyWords.share, kind: 'share' },
      { id: 'takings', label: revenueWords.net, kind: 'money' },
    ],
    rows: stretches.map((span) => {
      const hours = within(now.hours, span);
      return [
        span.label,
        totalOf(within(now.entries, span)).count,
        totalOf(within(now.exits, span)).count,
        hours.length === 0 ? null : Math.max(...hours.map(({ mostInside }) => mostInside)),
        meanShare(hours),
        totalOf(within(now.receipts, span)).amount,
      ];
    }),
    totals: [
      reportWords.total,
      totalOf(now.entries).count,
      totalOf(now.exits).count,
      peakOf(now),
      meanShare(now.hours),
      totalOf(now.receipts).amount,
    ],
    chart: { kind: 'bars', along: 'when', series: ['entries', 'exits'] },
    drills: stretches.map((span) => ({
      list: 'sessions',
      by: 'inside',
      fromAt: span.fromAt,
      toAt: span.toAt,
    })),
  };
  return {
    figures: [
      {
        ...figure('entries', trafficWords.entries, 'count', (of) => totalOf(of.entries).count),
        drill: { list: 'sessions', by: 'entry', fromAt, toAt },
      },
      {
        ...figure('exits', trafficWords.exits, 'count', (of) => totalOf(of.exits).count),
        drill: { list: 'sessions', by: 'exit', fromAt, toAt },
      },
      figure('peak', occupancyWords.peak, 'count', peakOf),
      figure('mean', occupancyWords.mean, 'share', (of) => meanShare(of.hours)),
      {
        ...figure('takings', revenueWords.net, 'money', (of) => totalOf(of.receipts).amount),
        drill: { list: 'payments', fromAt, toAt },
      },
      {
        ...figure('overrides', OVERRIDES, 'count', (of) => totalOf(of.overrides).count),
        drill: { list: 'events', measure: 'overrides', dims: {}, fromAt, toAt },
      },
      {
        ...figure('refusals', REFUSALS, 'count', (of) => totalOf(of.refusals).count),
        drill: { list: 'events', measure: 'turned-away', dims: {}, fromAt, toAt },
      },
    ],
    sections: [section],
    notes: nowAt < period.toAt ? [reportWords.notOver] : [],
  };
};

type Facts = Awaited<ReturnType<typeof factsOf>>;

async function factsOf(source: ReportSource, period: ReportPeriod) {
  const grain = isByHour(period) ? 'hour' : 'day';
  return {
    entries: await source.facts('entries', period, grain),
    exits: await source.facts('exits', period, grain),
    receipts: await source.facts('receipts', period, grain),
    hours: await source.occupancy(period, 'hour', ['lot']),
    overrides: await source.facts('overrides', period, 'all'),
    refusals: [
      ...(await source.facts('turned-away', period, 'all')),
      ...(await source.facts('exit-refused', period, 'all')),
    ],
  };
}

function peakOf({ hours }: Facts): number | null {
  return hours.length === 0 ? null : Math.max(...hours.map(({ mostInside }) => mostInside));
}
