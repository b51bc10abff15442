import { Kysely, type Selectable, SqliteDialect, sql } from 'kysely';
import type { Report } from '#domain/contract/operations.ts';
import type { VehicleClass } from '#domain/facility/kinds.ts';
import { must } from '#domain/kernel/assert.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import { zonedDayOf } from '#domain/kernel/zoned.ts';
import type { OpenStay } from '#domain/reports/source.ts';
import { dayReport, type Quarter, quarterOf } from '#domain/views/day-report.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { Database } from '../journal/sqlite.ts';
import { ledgerBetween, shopFigures } from './ledger-reader.ts';
import { LONG_MS } from './ledger-schema.ts';
import { PastStayReader } from './past-stay-reader.ts';
import { PictureReader } from './picture-reader.ts';
import { PriceReader } from './price-reader.ts';
import type { SessionQuery, SessionRecord } from './queries.ts';
import type { ViewsTables } from './schema.ts';
import { ShiftReader } from './shift-reader.ts';

/** Plates that one search may stand for; SQLite takes a bounded number of parameters. */
const PLATE_REFS_MAX = 10_000;
/** Sessions of one report; a lot of 50,000 slots that turns over four times a day stays below. */
const REPORT_SESSIONS_MAX = 250_000;
/** Sorts after everything that a ticket number is made of. */
const AFTER_ANY_SYMBOL = '~';

/** Asks the rows of `views.db`. */
export class ViewsReader {
  readonly shifts: ShiftReader;
  readonly prices: PriceReader;
  readonly pastStays: PastStayReader;
  readonly pictures: PictureReader;
  readonly #views: Kysely<ViewsTables>;

  constructor(database: Database) {
    this.#views = new Kysely<ViewsTables>({ dialect: new SqliteDialect({ database }) });
    this.shifts = new ShiftReader(this.#views);
    this.prices = new PriceReader(this.#views);
    this.pastStays = new PastStayReader(this.#views);
    this.pictures = new PictureReader(this.#views);
  }

  /** Newest entries first. */
  async sessions(query: SessionQuery): Promise<readonly SessionRecord[]> {
    const { state, plateRefs, ticketPrefix, vehicleClass, entered, limit, offset } = query;
    if (plateRefs?.length === 0) return [];
    let select = this.#views.selectFrom('sessions').selectAll();
    if (state !== 'all') select = select.where('state', '=', state);
    if (plateRefs !== undefined) {
      select = select.where('plate_ref', 'in', plateRefs.slice(0, PLATE_REFS_MAX));
    }
    if (ticketPrefix !== undefined) {
      select = select
        .where('ticket_number', '>=', ticketPrefix)
        .where('ticket_number', '<', ticketPrefix + AFTER_ANY_SYMBOL);
    }
    if (vehicleClass !== undefined) select = select.where('vehicle_class', '=', vehicleClass);
    if (entered !== undefined) {
      const { fromAt, toAt } = entered;
      select = select.where('entry_at', '>=', fromAt).where('entry_at', '<', toAt);
    }
    // Who looks for a vehicle by its time wants those that have been here longest.
    const order = entered === undefined ? 'desc' : 'asc';
    const rows = await select.orderBy('seq', order).limit(limit).offset(offset).execute();
    return rows.map(toRecord);
  }

  async session(id: string): Promise<SessionRecord | null> {
    const row = await this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : toRecord(row);
  }

  /** Those of these that are known, in any order. */
  async sessionsOf(ids: readonly string[]): Promise<readonly SessionRecord[]> {
    const rows = await this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('id', 'in', ids.slice(0, PLATE_REFS_MAX))
      .execute();
    return rows.map(toRecord);
  }

  /** Sessions that were inside at any time of `[fromAt, toAt)`, by entry. */
  async sessionsBetween(fromAt: Instant, toAt: Instant): Promise<readonly SessionRecord[]> {
    const cameIn = this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', 'in', ['inside', 'ended'])
      .where('entry_at', '>=', fromAt)
      .where('entry_at', '<', toAt);
    const leftSince = this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', '=', 'ended')
      .where('exit_at', '>', fromAt)
      .where('exit_at', '<=', fromAt + LONG_MS)
      .where('entry_at', '<', fromAt);
    const stayedLong = this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', '=', 'ended')
      .where(sql<number>`exit_at - entry_at`, '>', sql.lit(LONG_MS))
      .where('exit_at', '>', fromAt + LONG_MS)
      .where('entry_at', '<', fromAt);
    const stillInside = this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', '=', 'inside')
      .where('entry_at', '<', fromAt);
    const rows = await cameIn
      .unionAll(leftSince)
      .unionAll(stayedLong)
      .unionAll(stillInside)
      .orderBy('entry_at')
      .orderBy('seq')
      .limit(REPORT_SESSIONS_MAX)
      .execute();
    return rows.map(toRecord);
  }

  /** Stays that are inside since before an instant, the longest first. */
  async openStays(beforeAt: Instant, limit: number): Promise<readonly OpenStay[]> {
    const rows = await this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', '=', 'inside')
      .where('entry_at', '<', beforeAt)
      .orderBy('entry_at')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      ticketNumber: row.ticket_number,
      plateRef: row.plate_ref,
      vehicleClass: row.vehicle_class,
      slotId: row.slot_id,
      entryAt: row.entry_at,
      dueMinor: row.due_minor,
    }));
  }

  /** The events of a slot's history, newest first, by their place in the journal. */
  async slotHistory(slotId: string, limit: number): Promise<readonly number[]> {
    const rows = await this.#views
      .selectFrom('slot_history')
      .select('seq')
      .where('slot_id', '=', slotId)
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ seq }) => seq);
  }

  /** The event that a receipt was given for, by its place in the journal. */
  async receiptSeq(receiptNumber: number): Promise<number | null> {
    const row = await this.#views
      .selectFrom('payments')
      .select('seq')
      .where('receipt_number', '=', receiptNumber)
      .executeTakeFirst();
    return row?.seq ?? null;
  }

  ledger(fromAt: Instant, toAt: Instant): Promise<LedgerRows> {
    return ledgerBetween(this.#views, fromAt, toAt);
  }

  shopFigures(fromAt: Instant, toAt: Instant): Promise<readonly ShopFigures[]> {
    return shopFigures(this.#views, fromAt, toAt);
  }

  /** One calendar day by hours. A lot whose file is not in the rows yet has an empty one, in UTC. */
  async dayReport(day: string, nowAt: Instant): Promise<Report> {
    const lot = await this.#views.selectFrom('lot').selectAll().executeTakeFirst();
    const timeZone = lot?.time_zone ?? 'UTC';
    const zoned = must(zonedDayOf(day, timeZone), `${day} is a day`);
    const from = quarterOf(zoned.startsAt);
    const before = await this.#views
      .selectFrom('quarters')
      .select('inside')
      .where('start_at', '<', from)
      .orderBy('start_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const quarters = await this.#views
      .selectFrom('quarters')
      .selectAll()
      .where('start_at', '>=', from)
      .where('start_at', '<', zoned.endsAt)
      .orderBy('start_at')
      .execute();
    return dayReport({
      day: zoned,
      nowAt,
      timeZone,
      currency: lot?.currency ?? 'XXX',
      capacity: lot?.capacity ?? 0,
      insideBefore: before?.inside ?? 0,
      quarters: quarters.map(toQuarter),
    });
  }
}

function toRecord(row: Selectable<ViewsTables['sessions']>): SessionRecord {
  return {
    id: row.id,
    ticketNumber: row.ticket_number,
    state: row.state,
    plateRef: row.plate_ref,
    vehicleClass: row.vehicle_class as VehicleClass,
    slotId: row.slot_id,
    entryLaneId: row.entry_lane_id,
    exitLaneId: row.exit_lane_id,
    entryAt: row.entry_at,
    exitAt: row.exit_at,
    paidMinor: row.paid_minor,
  };
}

function toQuarter(row: Selectable<ViewsTables['quarters']>): Quarter {
  return {
    startAt: row.start_at,
    entries: row.entries,
    exits: row.exits,
    takingsMinor: row.takings_minor,
    overrides: row.overrides,
    refusals: row.refusals,
    inside: row.inside,
    peakInside: row.peak_inside,
  };
}
