import type { LotFile } from '#domain/facility/lot-file.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import type {
  AuditQuery,
  AuditSum,
  Grain,
  GroupShare,
  SlotUse,
  Span,
} from '#domain/reports/source.ts';
import { BucketClock } from '#domain/stats/bucket-clock.ts';
import type { FactRow } from '#domain/stats/fact.ts';
import { MEASURES, type Measure } from '#domain/stats/measures.ts';
import type { OccupancyRow } from '#domain/stats/occupancy.ts';
import { occupancyByDay, occupancyUntil } from '#domain/stats/occupancy-days.ts';
import type { Database } from '../journal/sqlite.ts';
import { groupShares } from './group-book.ts';

interface SumRow {
  readonly at: number;
  readonly dims: string;
  readonly count: number;
  readonly amount: number;
}

/** An event behind a figure, by its place in the journal. */
export interface ListedRow {
  readonly seq: number;
  readonly at: Instant;
  readonly dims: readonly string[];
  readonly amount: number;
}

const OCCUPANCY = `SELECT at, series, capacity, known_ms AS knownMs, occupied_ms AS occupiedMs,
  full_ms AS fullMs, full_at AS fullAt, least_inside AS leastInside, most_inside AS mostInside,
  last_inside AS lastInside FROM occupancy_hours`;

/** Asks the figures. Plain statements: there are few, and reports ask them often. */
export class StatsReader {
  readonly #database: Database;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#database = database;
    this.#statements = prepare(database);
  }

  /** What is installed; null before the lot's file is in the rows. */
  lot(): LotFile | null {
    const text = this.#statements.lot.get() as string | null | undefined;
    return typeof text === 'string' ? (JSON.parse(text) as LotFile) : null;
  }

  /** Sums by dimensions and bucket, in order of time. */
  facts(measure: Measure, span: Span, grain: Grain, timeZone: string): readonly FactRow[] {
    const { fromAt, toAt } = span;
    const statement = grain === 'all' ? this.#statements.sums : this.#statements.facts;
    const rows = statement.all(measure, fromAt, toAt) as readonly SumRow[];
    if (grain === 'all') return rows.map((row) => ({ ...factOf(row), at: fromAt }));
    return grain === 'hour' ? rows.map(factOf) : byDay(rows, timeZone);
  }

  /** Hours, or days made of them; the running hour reaches to `nowAt`. */
  occupancy(
    span: Span,
    grain: 'hour' | 'day',
    timeZone: string,
    nowAt: Instant,
    series?: readonly string[],
  ): readonly OccupancyRow[] {
    const { fromAt, toAt } = span;
    const wanted = series === undefined ? null : JSON.stringify(series);
    const { occupancy, occupancyBefore } = this.#statements;
    const known = this.#statements.counted.get() as number | null;
    const clock = new BucketClock(timeZone);
    const rows = occupancyUntil({
      rows: occupancy.all({ fromAt, toAt, wanted }) as readonly OccupancyRow[],
      before: occupancyBefore.all({ fromAt, wanted }) as readonly OccupancyRow[],
      knownUntil: known,
      from: fromAt,
      until: Math.min(toAt, nowAt),
      clock,
    });
    return grain === 'hour' ? rows : occupancyByDay(rows, clock);
  }

  /** Events behind a measure, newest first. */
  listed(
    measure: Measure,
    { fromAt, toAt }: Span,
    limit: number,
    dims: Readonly<Record<string, string>> = {},
    beforeSeq = Number.MAX_SAFE_INTEGER,
  ): readonly ListedRow[] {
    const order: readonly string[] = MEASURES[measure];
    const found: ListedRow[] = [];
    const rows = this.#statements.listed.iterate(measure, fromAt, toAt, beforeSeq) as Iterable<
      SumRow & { readonly seq: number }
    >;
    for (const { seq, at, dims: text, amount } of rows) {
      const values = JSON.parse(text) as readonly string[];
      const fits = order.every((name, index) => (dims[name] ?? values[index]) === values[index]);
      if (!fits) continue;
      found.push({ seq, at, dims: values, amount });
      if (found.length >= limit) break;
    }
    return found;
  }

  /** What people did, newest first, by the events' places. */
  audit(query: AuditQuery): readonly number[] {
    const { where, values } = auditWhere(query);
    const sql = `SELECT seq FROM audit WHERE ${where} ORDER BY seq DESC LIMIT @limit`;
    const asked = { ...values, limit: query.limit };
    return this.#database.prepare(sql).pluck().all(asked) as readonly number[];
  }

  /** How often by whom and of what type. */
  auditSums(query: AuditQuery): readonly AuditSum[] {
    const { where, values } = auditWhere(query);
    const sql = `SELECT actor, type, count(*) AS count FROM audit WHERE ${where} GROUP BY actor, type`;
    return this.#database.prepare(sql).all(values) as readonly AuditSum[];
  }

  /** Slots that stays of a time had, and when the last of them ended. */
  slotUse({ fromAt, toAt }: Span): readonly SlotUse[] {
    return this.#statements.slotUse.all({ fromAt, toAt }) as readonly SlotUse[];
  }

  /** The groups that slots are reserved for. */
  groupShares(): readonly GroupShare[] {
    return groupShares(this.#database);
  }

  /** The last event of the same subject before one, by its place; null for the first. */
  earlier(subject: string, seq: number): number | null {
    const found = this.#statements.earlier.get(subject, seq) as number | undefined;
    return found ?? null;
  }
}

/** What an audit is searched for, as a condition. */
function auditWhere(query: AuditQuery): {
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
} {
  const { fromAt, toAt, beforeSeq, actor, slotId, sessionIds, types } = query;
  const where = ['at >= @fromAt', 'at < @toAt'];
  const values: Record<string, string | number> = { fromAt, toAt };
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (value === undefined) return;
    where.push(condition);
    values[name] = value;
  };
  add('seq < @beforeSeq', 'beforeSeq', beforeSeq);
  add('actor = @actor', 'actor', actor);
  add('subject = @subject', 'subject', slotId === undefined ? undefined : `slot:${slotId}`);
  // Lists go in as JSON, so that each search is one statement whatever its length.
  const inList = (column: string) => `${column} IN (SELECT value FROM json_each(@${column}))`;
  add(inList('session_id'), 'session_id', sessionIds && JSON.stringify(sessionIds));
  add(inList('type'), 'type', types && JSON.stringify(types));
  return { where: where.join(' AND '), values };
}

function factOf({ at, dims, count, amount }: SumRow): FactRow {
  return { at, dims: JSON.parse(dims) as readonly string[], count, amount };
}

/** Hours of one key and day become one row; the rows come in order of time. */
function byDay(rows: readonly SumRow[], timeZone: string): readonly FactRow[] {
  const clock = new BucketClock(timeZone);
  const days = new Map<string, { at: number; dims: string; count: number; amount: number }>();
  for (const { at, dims, count, amount } of rows) {
    const { startsAt } = clock.dayOf(at);
    const key = `${startsAt} ${dims}`;
    const held = days.get(key);
    if (held === undefined) days.set(key, { at: startsAt, dims, count, amount });
    else {
      held.count += count;
      held.amount += amount;
    }
  }
  return [...days.values()].map(factOf);
}

function prepare(database: Database) {
  const of = 'FROM facts f JOIN fact_keys k ON k.id = f.key_id';
  const within = 'WHERE f.measure = ? AND f.at >= ? AND f.at < ?';
  // Null asks for all series.
  const wanted = '(@wanted IS NULL OR series IN (SELECT value FROM json_each(@wanted)))';
  return {
    lot: database.prepare('SELECT lot FROM stats_state').pluck(),
    counted: database.prepare('SELECT counted_until FROM stats_state').pluck(),
    facts: database.prepare(
      `SELECT f.at, k.dims, f.count, f.amount ${of} ${within} ORDER BY f.at, f.key_id`,
    ),
    sums: database.prepare(
      // Summed first: the text of a key is then looked up once, not for every hour.
      `SELECT 0 AS at, k.dims, f.count, f.amount FROM (
         SELECT f.key_id, sum(f.count) AS count, sum(f.amount) AS amount FROM facts f ${within}
         GROUP BY f.key_id) f
       JOIN fact_keys k ON k.id = f.key_id ORDER BY f.key_id`,
    ),
    occupancy: database.prepare(
      `${OCCUPANCY} WHERE at >= @fromAt AND at < @toAt AND ${wanted} ORDER BY at, series`,
    ),
    occupancyBefore: database.prepare(
      `${OCCUPANCY} WHERE at = (SELECT max(at) FROM occupancy_hours WHERE at < @fromAt) AND ${wanted}`,
    ),
    listed: database.prepare(
      `SELECT l.seq, l.at, k.dims, l.amount, 1 AS count FROM listed l
       JOIN fact_keys k ON k.id = l.key_id
       WHERE l.measure = ? AND l.at >= ? AND l.at < ? AND l.seq < ? ORDER BY l.at DESC, l.seq DESC`,
    ),
    slotUse: database.prepare(
      `SELECT slot_id AS slotId, count(*) AS stays,
         max(min(coalesce(exit_at, @toAt), @toAt)) AS lastAt
       FROM (SELECT slot_id, exit_at FROM sessions
             WHERE state = 'ended' AND exit_at > @fromAt AND entry_at < @toAt
             UNION ALL
             SELECT slot_id, exit_at FROM sessions WHERE state = 'inside' AND entry_at < @toAt)
       WHERE slot_id IS NOT NULL GROUP BY slot_id`,
    ),
    earlier: database
      .prepare('SELECT seq FROM audit WHERE subject = ? AND seq < ? ORDER BY seq DESC LIMIT 1')
      .pluck(),
  };
}
