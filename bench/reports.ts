/**
 * How long reports take over five years of a lot of 2,000 slots, against a bare look through as many of
 * the same rows in the same run. Run: npm run bench -- reports [--sessions 10000000]
 */
import { readFileSync } from 'node:fs';
import type { LotFile } from '#domain/facility/lot-file.ts';
import { must } from '#domain/kernel/assert.ts';
import { DAY_MS, HOUR_MS, type Instant } from '#domain/kernel/instant.ts';
import { makeReport } from '#domain/reports/make-report.ts';
import { periodBefore, periodOf, type ReportPeriod, rangeOf } from '#domain/reports/period.ts';
import { REPORT_IDS, type ReportId } from '#domain/reports/reports.ts';
import { parseProfile } from '#domain/traffic/profile.ts';
import { drillPage } from '#station/views/drill-reader.ts';
import { RowsSource } from '#station/views/report-source.ts';
import { ViewsReader } from '#station/views/views-reader.ts';
import { bigLot } from './big-lot.ts';
import { median, type Row } from './row.ts';
import { type BulkViews, fillViews } from './support/bulk-views.ts';
import { printRows } from './table.ts';

const SLOTS = 2_000;
const DAYS = 5 * 365;
const SESSIONS = 1_000_000;
const FROM_AT = Date.parse('2021-01-01T00:00:00Z');
const ROUNDS = 3;
const AIM = { most: 1_000 } as const;
const MEGABYTE = 1_048_576;
/** A day in the middle of it all: neither end is favoured. */
const DAY = '2023-06-14';

/** Fills the read models and asks them. */
export async function benchReports(): Promise<Row[]> {
  const sessions = Number(process.env.GATEHOUSE_BENCH_SESSIONS ?? SESSIONS);
  const profile = parseProfile(
    JSON.parse(readFileSync(new URL('../resources/arrival-profile.json', import.meta.url), 'utf8')),
  );
  const lot = bigLot(SLOTS);
  let told = 0;
  const views = fillViews(
    { lot, profile, fromAt: FROM_AT, days: DAYS, sessions, seed: 1 },
    (share) => {
      if (share < told + 0.1) return;
      told = share;
      process.stderr.write(`  filled ${Math.round(share * 100)} %\n`);
    },
  );
  try {
    return [...sizes(views), ...(await timesOf(views, lot))];
  } finally {
    views.close();
  }
}

function sizes({ sessions, events, fillSeconds, bytes }: BulkViews): Row[] {
  return [
    { what: 'stays filled in', value: sessions, unit: 'stays' },
    { what: 'read models, catching up', value: events / fillSeconds, unit: 'events/s' },
    { what: 'views.db', value: bytes / MEGABYTE, unit: 'MB' },
    { what: 'views.db, for each stay', value: bytes / sessions, unit: 'bytes' },
  ];
}

async function timesOf(views: BulkViews, lot: LotFile): Promise<Row[]> {
  const place = { timeZone: lot.timeZone, locale: 'en-GB' };
  const day = must(periodOf('day', DAY, place), 'a day');
  const month = must(periodOf('month', DAY, place), 'a month');
  const year = must(rangeOf('2023-01-01', '2023-12-31', lot.timeZone), 'a year');
  const rows: Row[] = [];
  const add = async (what: string, work: () => unknown, aim = true) => {
    rows.push({ what, value: await timed(work), unit: 'ms', ...(aim && { aim: AIM }) });
  };
  for (const report of REPORT_IDS)
    for (const period of [day, month, year])
      await add(`report ${report}, ${period.kind === 'range' ? 'year' : period.kind}`, () =>
        make(views, report, period, periodBefore(period, place)),
      );
  await askDashboard(views, add);
  await askDrills(views, day, month, add);
  rows.push(...(await rawLimit(views, month)));
  return rows;
}

type Add = (what: string, work: () => unknown, aim?: boolean) => Promise<void>;

function make(
  { database, journal }: BulkViews,
  report: ReportId,
  period: ReportPeriod,
  compareWith: ReportPeriod | null,
) {
  const nowAt = FROM_AT + DAYS * DAY_MS;
  const turn = () => Promise.resolve();
  const source = new RowsSource({ database, journal, nowAt, turn });
  const scope = {
    period,
    nowAt,
    compareWith,
    olderThanDays: 3,
    listedMost: 2_000,
    shopNames: {},
    search: {},
  };
  return makeReport(report, source, scope, 'bench', () => {});
}

/** What a dashboard over eight weeks asks. */
async function askDashboard({ database, journal }: BulkViews, add: Add): Promise<void> {
  const nowAt = FROM_AT + DAYS * DAY_MS;
  const span = { fromAt: nowAt - 56 * DAY_MS, toAt: nowAt };
  const turn = () => Promise.resolve();
  const source = new RowsSource({ database, journal, nowAt, turn });
  for (const measure of ['entries', 'exits', 'receipts'] as const)
    await add(`${measure} by hour, eight weeks`, () => source.facts(measure, span, 'hour'));
  await add('length of stays, eight weeks', () => source.facts('stays', span, 'all'));
  await add('occupancy of all series by hour, eight weeks', () => source.occupancy(span, 'hour'));
  await add('occupancy of the lot by day, five years', () =>
    source.occupancy({ fromAt: FROM_AT, toAt: nowAt }, 'day', ['lot']),
  );
}

/** What lies behind figures of long ago, and looking for one vehicle. */
async function askDrills(
  { database, journal }: BulkViews,
  day: ReportPeriod,
  month: ReportPeriod,
  add: Add,
): Promise<void> {
  const page = { after: null, limit: 100 };
  for (const [name, { fromAt, toAt }] of [
    ['day', day],
    ['month', month],
  ] as const) {
    for (const by of ['entry', 'exit', 'inside'] as const)
      await add(`drill: sessions by ${by}, ${name}`, () =>
        drillPage(database, journal, { ...page, drill: { list: 'sessions', by, fromAt, toAt } }),
      );
    await add(`drill: payments by method, ${name}`, () =>
      drillPage(database, journal, {
        ...page,
        drill: { list: 'payments', fromAt, toAt, method: 'cash' },
      }),
    );
  }
  const reader = new ViewsReader(database);
  const all = { state: 'all', limit: 100, offset: 0 } as const;
  await add('sessions of a plate', () => reader.sessions({ ...all, plateRefs: ['k1.777'] }));
  await add('sessions of a ticket', () => reader.sessions({ ...all, ticketPrefix: 'T00000ABC' }));
  const entered = { fromAt: day.fromAt, toAt: day.fromAt + 2 * HOUR_MS };
  await add('sessions that entered within two hours', () => reader.sessions({ ...all, entered }));
}

/** The same month's rows, read by the driver and nothing else. */
async function rawLimit({ database }: BulkViews, { fromAt, toAt }: ReportPeriod): Promise<Row[]> {
  const within = (table: string, column: string) =>
    database.prepare(`SELECT * FROM ${table} WHERE ${column} >= ? AND ${column} < ?`).raw();
  const raw = async (what: string, statement: { all(from: Instant, to: Instant): unknown[] }) => {
    const value = await timed(() => statement.all(fromAt, toAt));
    const count = statement.all(fromAt, toAt).length;
    return [
      { what: `raw SELECT: ${what} of a month`, value, unit: 'ms' },
      { what: `rows: ${what} of a month`, value: count, unit: 'rows' },
    ];
  };
  return [
    ...(await raw('sessions', within('sessions', 'entry_at'))),
    ...(await raw('occupancy', within('occupancy_hours', 'at'))),
  ];
}

async function timed(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

if (import.meta.main) printRows('Reports', await benchReports());
