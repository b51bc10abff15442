import type { LotFile } from '../facility/lot-file.ts';
import { smallLot } from '../facility/small-lot.testing.ts';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../kernel/instant.ts';
import { humanWriter } from '../reports/format.ts';
import type { GroupShare, ListedEvent, ReportSource, SlotUse, Span } from '../reports/source.ts';
import { BucketClock } from '../stats/bucket-clock.ts';
import type { FactRow } from '../stats/fact.ts';
import { MEASURES, type Measure } from '../stats/measures.ts';
import type { OccupancyRow } from '../stats/occupancy.ts';
import { joined } from '../stats/occupancy-days.ts';
import { countTickets } from '../views/count-tickets.testing.ts';
import type { ShiftRecord } from '../views/shift-report.ts';
import type { Advice, AdviceScope } from './advice.ts';
import { adviceText } from './advice-text.ts';
import { adviceScope } from './scope.ts';

/** A fact as a test says it: dimensions by name, those left out are empty. */
export interface HandFact {
  readonly measure: Measure;
  readonly at: Instant;
  readonly dims: Readonly<Record<string, string>>;
  readonly count?: number;
  readonly amount?: number;
}

export interface HandMade {
  readonly lot?: LotFile;
  readonly facts?: readonly HandFact[];
  readonly occupancy?: readonly OccupancyRow[];
  readonly listed?: Partial<Readonly<Record<Measure, readonly ListedEvent[]>>>;
  readonly shifts?: readonly ShiftRecord[];
  readonly slotUse?: readonly SlotUse[];
  readonly groups?: readonly GroupShare[];
}

/** A Monday. Four weeks of advice end on the midnight before. */
export const MONDAY = Date.parse('2026-03-02T10:00:00Z');
/** Four weeks up to MONDAY: 20 weekdays from the 2nd of February on. */
export const SCOPE: AdviceScope = adviceScope(MONDAY, 4, 'Europe/London');
export const WEEKDAYS = daysOfScope().filter((at) => ![0, 6].includes(new Date(at).getUTCDay()));

function daysOfScope(): readonly Instant[] {
  const days: Instant[] = [];
  for (let at = SCOPE.span.fromAt; at < SCOPE.span.toAt; at += DAY_MS) days.push(at);
  return days;
}

/** Every day of the four weeks, at its first instant; the clock stays the same all the time. */
export const DAYS = daysOfScope();
/** An instant of a day: its hour and minute. */
export const at = (day: Instant, hour: number, minute = 0) =>
  day + hour * HOUR_MS + minute * MINUTE_MS;

/** A source of nothing but what a test says. */
export function handMade(made: HandMade): ReportSource {
  const { lot = smallLot(), facts = [], occupancy = [], listed = {}, shifts = [] } = made;
  const clock = new BucketClock(lot.timeZone);
  const startOf = (instant: Instant, grain: 'hour' | 'day') =>
    (grain === 'hour' ? clock.hourOf(instant) : clock.dayOf(instant)).startsAt;
  const none = async () => [];
  return {
    lot,
    async facts(measure, span, grain) {
      const sums = new Map<string, { at: number; dims: string[]; count: number; amount: number }>();
      for (const one of facts) {
        if (one.measure !== measure || !isWithin(one.at, span)) continue;
        const order: readonly string[] = MEASURES[measure];
        const dims = order.map((name) => one.dims[name] ?? '');
        const bucket = grain === 'all' ? span.fromAt : startOf(one.at, grain);
        const key = JSON.stringify([bucket, dims]);
        const sum = sums.get(key) ?? { at: bucket, dims, count: 0, amount: 0 };
        sum.count += one.count ?? 1;
        sum.amount += one.amount ?? 0;
        sums.set(key, sum);
      }
      const rows: FactRow[] = [...sums.values()];
      return rows.sort((one, other) => one.at - other.at);
    },
    async occupancy(span, grain, series) {
      const own = occupancy.filter(
        (row) => isWithin(row.at, span) && (series === undefined || series.includes(row.series)),
      );
      if (grain === 'hour') return own;
      const days = new Map<string, OccupancyRow>();
      for (const row of own) {
        const day = startOf(row.at, 'day');
        const key = `${day} ${row.series}`;
        const held = days.get(key);
        days.set(key, { ...(held === undefined ? row : joined(held, row)), at: day });
      }
      return [...days.values()];
    },
    listed: async (measure, span, limit) =>
      (listed[measure] ?? []).filter(({ recorded }) => isWithin(recorded.at, span)).slice(0, limit),
    ledger: async () => ({ tickets: countTickets([], 0, 0), marks: [], openDifference: 0 }),
    shifts: async () => shifts,
    deferrals: none,
    providerReceipts: none,
    shopFigures: none,
    stays: async () => ({ rows: [], next: null }),
    staySums: async () => ({ stays: 0, paidMinor: 0 }),
    openStays: none,
    audit: none,
    auditSums: none,
    slotUse: async () => made.slotUse ?? [],
    groupShares: async () => made.groups ?? [],
  };
}

const isWithin = (instant: Instant, { fromAt, toAt }: Span) => instant >= fromAt && instant < toAt;

/** An hour of a series with so many vehicles throughout, or full from an instant on. */
export function hourRow(
  series: string,
  hourAt: Instant,
  inside: number,
  capacity: number,
  fullAt: Instant | null = inside >= capacity ? hourAt : null,
): OccupancyRow {
  return {
    at: hourAt,
    series,
    capacity,
    knownMs: HOUR_MS,
    occupiedMs: inside * HOUR_MS,
    fullMs: fullAt === null ? 0 : hourAt + HOUR_MS - fullAt,
    fullAt,
    leastInside: inside,
    mostInside: fullAt === null ? inside : capacity,
    lastInside: fullAt === null ? inside : capacity,
  };
}

/** All 24 hours of some days, empty: the days are known. */
export function quietDays(series: string, days: readonly Instant[], capacity: number) {
  return days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => hourRow(series, at(day, hour), 0, capacity)),
  );
}

/** What an advice says at a British lot. */
export function said(advice: Advice): string {
  const write = humanWriter({ timeZone: 'Europe/London', currency: 'GBP', locale: 'en-GB' });
  return adviceText(advice, write).sentence;
}
