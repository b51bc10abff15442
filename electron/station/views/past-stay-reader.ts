import { type Kysely, type Selectable, sql } from 'kysely';
import type { Instant } from '#domain/kernel/instant.ts';
import type { Discount } from '#domain/tariff/quote.ts';
import type { PastStay } from '#domain/views/what-if.ts';
import { LONG_MS } from './ledger-schema.ts';
import type { ViewsTables } from './schema.ts';

/** Stays of one page: long enough to be quick, short enough that other questions get their turn. */
const PAGE_MAX_STAYS = 2_000;
/** Vehicles inside at one moment; the largest lots have 50,000 slots. */
const INSIDE_MAX = 250_000;

/** Where a page ended. */
export interface PageEnd {
  readonly entryAt: Instant;
  readonly seq: number;
}

/** Reads past stays in the order of their entries, a page at a time. */
export class PastStayReader {
  readonly #views: Kysely<ViewsTables>;

  constructor(views: Kysely<ViewsTables>) {
    this.#views = views;
  }

  /** When those left who were inside at an instant; null for those who are still there. */
  async exitsOfInside(at: Instant): Promise<readonly (Instant | null)[]> {
    const ended = this.#views
      .selectFrom('sessions')
      .select('exit_at')
      .where('state', '=', 'ended')
      .where('exit_at', '>', at)
      .where('exit_at', '<=', at + LONG_MS)
      .where('entry_at', '<', at);
    const stayedLong = this.#views
      .selectFrom('sessions')
      .select('exit_at')
      .where('state', '=', 'ended')
      .where(sql<number>`exit_at - entry_at`, '>', sql.lit(LONG_MS))
      .where('exit_at', '>', at + LONG_MS)
      .where('entry_at', '<', at);
    const inside = this.#views
      .selectFrom('sessions')
      .select('exit_at')
      .where('state', '=', 'inside')
      .where('entry_at', '<', at);
    const rows = await ended.unionAll(stayedLong).unionAll(inside).limit(INSIDE_MAX).execute();
    return rows.map(({ exit_at }) => exit_at);
  }

  /** Stays that began in `[fromAt, toAt)`, after a page's end; `next` is null on the last page. */
  async page(
    fromAt: Instant,
    toAt: Instant,
    after: PageEnd | null,
  ): Promise<{ readonly stays: readonly PastStay[]; readonly next: PageEnd | null }> {
    const { entryAt, seq } = after ?? { entryAt: fromAt, seq: 0 };
    const rows = await this.#views
      .selectFrom('sessions')
      .selectAll()
      .select([
        sql<number | null>`(SELECT max(at) FROM payments
          WHERE payments.session_id = sessions.id AND payments.kind = 'payment')`.as(
          'last_paid_at',
        ),
        sql<0 | 1 | null>`(SELECT lost FROM ledger_tickets
          WHERE ledger_tickets.session_id = sessions.id)`.as('lost'),
        sql<string>`(SELECT json_group_array(json(discount)) FROM session_discounts
          WHERE session_discounts.session_id = sessions.id)`.as('discounts'),
      ])
      .where('state', 'in', ['inside', 'ended'])
      .where('entry_at', '>=', entryAt)
      .where('entry_at', '<', toAt)
      .where(sql<boolean>`(entry_at, seq) > (${entryAt}, ${seq})`)
      .orderBy('entry_at')
      .orderBy('seq')
      .limit(PAGE_MAX_STAYS)
      .execute();
    const last = rows.length < PAGE_MAX_STAYS ? undefined : rows.at(-1);
    const next = last === undefined ? null : { entryAt: last.entry_at, seq: last.seq };
    return { stays: rows.map(toStay), next };
  }
}

type Row = Selectable<ViewsTables['sessions']> & {
  readonly last_paid_at: number | null;
  readonly lost: 0 | 1 | null;
  readonly discounts: string;
};

function toStay(row: Row): PastStay {
  return {
    sessionId: row.id,
    ticketNumber: row.ticket_number,
    entryAt: row.entry_at,
    exitAt: row.exit_at,
    vehicleClass: row.vehicle_class,
    plateRef: row.plate_ref,
    isTransient: row.right_kind === 'transient',
    byHand: row.by_hand === 1 && (row.exit_lane_id === null || row.due_minor > 0),
    paidMinor: row.paid_minor,
    lastPaidAt: row.last_paid_at,
    lostTicket: row.lost === 1,
    discounts: JSON.parse(row.discounts) as Discount[],
  };
}
