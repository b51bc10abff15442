import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { ShiftPayment } from '#domain/contract/shifts.ts';
import type { Instant } from '#domain/kernel/instant.ts';
import {
  type ShiftFacts,
  type ShiftRecord,
  totalsOf,
  type UnpaidRecord,
} from '#domain/views/shift-report.ts';
import type { LaneTotal, ShiftQuery } from './queries.ts';
import type { ViewsTables } from './schema.ts';

/** Receipts of one report: a till that takes one every five seconds for a day stays below. */
const SHIFT_PAYMENTS_MAX = 20_000;
const SHIFT_UNPAID_MAX = 1_000;
/** Sorts after every instant: a shift that still runs has no end. */
const NEVER_AT = Number.MAX_SAFE_INTEGER;

/** Asks the rows about tills. */
export class ShiftReader {
  readonly #views: Kysely<ViewsTables>;

  constructor(views: Kysely<ViewsTables>) {
    this.#views = views;
  }

  /** Newest first. */
  async list({ state, by, search, limit }: ShiftQuery): Promise<readonly ShiftRecord[]> {
    let select = this.#shifts();
    if (state !== 'all')
      select = select.where('closed_at', state === 'open' ? 'is' : 'is not', null);
    if (by !== undefined) select = select.where('by', '=', by);
    if (search !== undefined)
      select = select.where(sql<boolean>`instr(lower(by), ${search.toLowerCase()}) > 0`);
    const rows = await select.orderBy('opened_at', 'desc').orderBy('id').limit(limit).execute();
    return rows.map(toRecord);
  }

  /** Those that were open at any moment of `[fromAt, toAt)`, by their opening. */
  async between(fromAt: Instant, toAt: Instant): Promise<readonly ShiftRecord[]> {
    const rows = await this.#shifts()
      .where('opened_at', '<', toAt)
      .where(({ eb, or }) => or([eb('closed_at', 'is', null), eb('closed_at', '>=', fromAt)]))
      .orderBy('opened_at')
      .orderBy('id')
      .execute();
    return rows.map(toRecord);
  }

  /** All that the report of a shift is made of; its own events by their place in the journal. */
  async facts(
    id: string,
  ): Promise<(Omit<ShiftFacts, 'history'> & { readonly historySeqs: readonly number[] }) | null> {
    const row = await this.#shifts().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const shift = toRecord(row);
    const history = await this.#views
      .selectFrom('shift_history')
      .select('seq')
      .where('shift_id', '=', id)
      .orderBy('seq')
      .execute();
    return {
      shift,
      historySeqs: history.map(({ seq }) => seq),
      payments: await this.#payments(id),
      unpaid: await this.#unpaid(shift.openedAt, shift.closedAt ?? NEVER_AT),
    };
  }

  /** What was taken without a shift in `[fromAt, toAt)`, by lane and way of paying. */
  async laneTakings(fromAt: Instant, toAt: Instant): Promise<readonly LaneTotal[]> {
    const rows = await this.#views
      .selectFrom('payments')
      .select(['lane_id', 'method', 'kind', 'amount_minor'])
      .where('shift_id', 'is', null)
      .where('at', '>=', fromAt)
      .where('at', '<', toAt)
      .execute();
    const lanes = Map.groupBy(rows, ({ lane_id }) => lane_id);
    return [...lanes]
      .sort(([a], [b]) => (a ?? '').localeCompare(b ?? ''))
      .flatMap(([laneId, own]) =>
        totalsOf(
          own.map(({ amount_minor, ...row }) => ({ ...row, amountMinor: amount_minor })),
        ).map((total) => ({ laneId, ...total })),
      );
  }

  #shifts() {
    return this.#views
      .selectFrom('shifts')
      .selectAll()
      .select(({ selectFrom, fn }) => {
        const own = selectFrom('payments').whereRef('payments.shift_id', '=', 'shifts.id');
        return [
          sumOf(own).as('taken_minor'),
          sumOf(own.where('method', '=', 'cash')).as('cash_minor'),
          own.select(fn.countAll<number>().as('n')).as('payments'),
        ];
      });
  }

  async #payments(shiftId: string): Promise<readonly ShiftPayment[]> {
    const rows = await this.#views
      .selectFrom('payments')
      .leftJoin('sessions', 'sessions.id', 'payments.session_id')
      .selectAll('payments')
      .select('sessions.ticket_number')
      .where('payments.shift_id', '=', shiftId)
      .orderBy('receipt_number')
      .limit(SHIFT_PAYMENTS_MAX)
      .execute();
    return rows.map((row) => ({
      receiptNumber: row.receipt_number,
      paymentId: row.payment_id,
      kind: row.kind,
      at: row.at,
      method: row.method,
      amountMinor: row.amount_minor,
      purpose: row.purpose,
      sessionId: row.session_id,
      ticketNumber: row.ticket_number,
      unmatched: row.unmatched === 1,
    }));
  }

  /** Stays that ended by hand from `fromAt` to `toAt` although something was due. */
  async #unpaid(fromAt: Instant, toAt: Instant): Promise<readonly UnpaidRecord[]> {
    const rows = await this.#views
      .selectFrom('sessions')
      .selectAll()
      .where('state', '=', 'ended')
      .where('by_hand', '=', 1)
      .where('due_minor', '>', 0)
      .where('exit_at', '>=', fromAt)
      .where('exit_at', '<=', toAt)
      .orderBy('exit_at')
      .limit(SHIFT_UNPAID_MAX)
      .execute();
    return rows.map((row) => ({
      sessionId: row.id,
      ticketNumber: row.ticket_number,
      plateRef: row.plate_ref,
      entryAt: row.entry_at,
      exitAt: row.exit_at ?? row.entry_at,
      exitLaneId: row.exit_lane_id,
      paidMinor: row.paid_minor,
      dueMinor: row.due_minor,
    }));
  }
}

function sumOf(payments: SelectQueryBuilder<ViewsTables, 'shifts' | 'payments', object>) {
  return payments.select(sql<number>`coalesce(sum(amount_minor), 0)`.as('sum'));
}

type ShiftsRow = ViewsTables['shifts'] & {
  readonly taken_minor: number | null;
  readonly cash_minor: number | null;
  readonly payments: number | null;
};

function toRecord(row: ShiftsRow): ShiftRecord {
  return {
    id: row.id,
    by: row.by,
    openedAt: row.opened_at,
    floatMinor: row.float_minor,
    movedMinor: row.moved_minor,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    closeNumber: row.close_number,
    expectedMinor: row.expected_minor,
    countedMinor: row.counted_minor,
    takenMinor: row.taken_minor ?? 0,
    cashMinor: row.cash_minor ?? 0,
    payments: row.payments ?? 0,
  };
}
