import { type Kysely, sql } from 'kysely';
import type { Instant } from '#domain/kernel/instant.ts';
import type { LedgerRows } from '#domain/views/ledger.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import type { ViewsTables } from './schema.ts';

/** Tickets of one day; see the sessions of one report. */
const LEDGER_TICKETS_MAX = 250_000;
const LEDGER_MARKS_MAX = 20_000;

/** Tickets that were open at any time of `[fromAt, toAt)`, and the marks of that time. */
export async function ledgerBetween(
  views: Kysely<ViewsTables>,
  fromAt: Instant,
  toAt: Instant,
): Promise<LedgerRows> {
  const ticket = ['session_id', 'issued_at', 'ended_at', 'how'] as const;
  const open = views
    .selectFrom('ledger_tickets')
    .select(ticket)
    .where('ended_at', 'is', null)
    .where('issued_at', '<', toAt);
  const tickets = await views
    .selectFrom('ledger_tickets')
    .select(ticket)
    .where('ended_at', '>=', fromAt)
    .where('issued_at', '<', toAt)
    .unionAll(open)
    .limit(LEDGER_TICKETS_MAX)
    .execute();
  const marks = await views
    .selectFrom('ledger_marks')
    .selectAll()
    .where('at', '>=', fromAt)
    .where('at', '<', toAt)
    .orderBy('seq')
    .limit(LEDGER_MARKS_MAX)
    .execute();
  return {
    tickets: tickets.map((row) => ({
      sessionId: row.session_id,
      issuedAt: row.issued_at,
      endedAt: row.ended_at,
      how: row.how,
    })),
    marks: marks.map(({ session_id, lane_id, amount_minor, ...mark }) => ({
      ...mark,
      sessionId: session_id,
      laneId: lane_id,
      amountMinor: amount_minor,
    })),
    openDifference: await openDifference(views),
  };
}

/** How many stays are open by the ledger less those that are open by their own table: 0. */
async function openDifference(views: Kysely<ViewsTables>): Promise<number> {
  // One statement, so that no event comes between the two counts.
  const counted = await sql<{ difference: number }>`
    SELECT (SELECT count(*) FROM ledger_tickets WHERE ended_at IS NULL)
         - (SELECT count(*) FROM sessions WHERE state IN ('entering', 'inside')) AS difference
  `.execute(views);
  return counted.rows[0]?.difference ?? 0;
}

/** What each shop gave in `[fromAt, toAt)`: how many validations, and what they came to. */
export async function shopFigures(
  views: Kysely<ViewsTables>,
  fromAt: Instant,
  toAt: Instant,
): Promise<readonly ShopFigures[]> {
  const given = await views
    .selectFrom('validations')
    .select(({ fn }) => [
      'shop_id',
      'offer_id',
      fn.countAll<number>().as('count'),
      fn.sum<number>('has_code').as('codes'),
    ])
    .where('at', '>=', fromAt)
    .where('at', '<', toAt)
    .groupBy(['shop_id', 'offer_id'])
    .execute();
  const values = await views
    .selectFrom('validation_values')
    .select(({ fn }) => ['shop_id', fn.sum<number>('value_minor').as('value_minor')])
    .where('at', '>=', fromAt)
    .where('at', '<', toAt)
    .groupBy('shop_id')
    .execute();
  const shops = new Set([...given, ...values].map(({ shop_id }) => shop_id));
  return [...shops].sort().map((shopId) => {
    const offers = given.filter(({ shop_id }) => shop_id === shopId);
    return {
      shopId,
      count: offers.reduce((sum, { count }) => sum + count, 0),
      codes: offers.reduce((sum, { codes }) => sum + codes, 0),
      byOffer: offers.map(({ offer_id, count }) => ({ offerId: offer_id, count })),
      valueMinor: values.find(({ shop_id }) => shop_id === shopId)?.value_minor ?? 0,
    };
  });
}
