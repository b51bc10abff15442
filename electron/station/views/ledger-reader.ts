import { type Kysely, sql } from 'kysely';
import type { Instant } from '#domain/kernel/instant.ts';
import type { LedgerRows, TicketEnd } from '#domain/views/ledger.ts';
import type { ShopFigures } from '#domain/views/shop-figures.ts';
import { LONG_MS } from './ledger-schema.ts';
import type { ViewsTables } from './schema.ts';

const LEDGER_MARKS_MAX = 20_000;

/** The tickets of `[fromAt, toAt)`, counted, and the marks of that time. */
export async function ledgerBetween(
  views: Kysely<ViewsTables>,
  fromAt: Instant,
  toAt: Instant,
): Promise<LedgerRows> {
  const marks = await views
    .selectFrom('ledger_marks')
    .selectAll()
    .where('at', '>=', fromAt)
    .where('at', '<', toAt)
    .orderBy('seq')
    .limit(LEDGER_MARKS_MAX)
    .execute();
  return {
    tickets: {
      openBefore: await openAt(views, fromAt),
      issued: await issuedBetween(views, fromAt, toAt),
      ended: await endedBetween(views, fromAt, toAt),
      openAfter: await openAt(views, toAt),
    },
    marks: marks.map(({ session_id, lane_id, amount_minor, ...mark }) => ({
      ...mark,
      sessionId: session_id,
      laneId: lane_id,
      amountMinor: amount_minor,
    })),
    openDifference: await openDifference(views),
  };
}

/** Tickets issued before an instant that end at it or later, or not yet; see `LONG_MS`. */
async function openAt(views: Kysely<ViewsTables>, at: Instant): Promise<number> {
  const counted = await sql<{ open: number }>`
    SELECT (SELECT count(*) FROM ledger_tickets WHERE ended_at IS NULL AND issued_at < ${at})
         + (SELECT count(*) FROM ledger_tickets
             WHERE ended_at >= ${at} AND ended_at < ${at + LONG_MS} AND issued_at < ${at})
         + (SELECT count(*) FROM ledger_tickets
             WHERE ended_at - issued_at > ${sql.lit(LONG_MS)}
               AND ended_at >= ${at + LONG_MS} AND issued_at < ${at}) AS open
  `.execute(views);
  return counted.rows[0]?.open ?? 0;
}

async function issuedBetween(
  views: Kysely<ViewsTables>,
  fromAt: Instant,
  toAt: Instant,
): Promise<number> {
  const counted = await sql<{ issued: number }>`
    SELECT count(*) AS issued FROM ledger_tickets
    WHERE issued_at >= ${fromAt} AND issued_at < ${toAt}
  `.execute(views);
  return counted.rows[0]?.issued ?? 0;
}

/** Nearly all end in one way, so only the others are looked up. */
async function endedBetween(
  views: Kysely<ViewsTables>,
  fromAt: Instant,
  toAt: Instant,
): Promise<Readonly<Record<TicketEnd, number>>> {
  const all = await sql<{ ended: number }>`
    SELECT count(*) AS ended FROM ledger_tickets WHERE ended_at >= ${fromAt} AND ended_at < ${toAt}
  `.execute(views);
  const otherwise = await sql<{ how: TicketEnd; ended: number }>`
    SELECT how, count(*) AS ended FROM ledger_tickets
    WHERE how <> 'collected' AND ended_at >= ${fromAt} AND ended_at < ${toAt} GROUP BY how
  `.execute(views);
  const counts = { collected: all.rows[0]?.ended ?? 0, lost: 0, 'by-hand': 0, void: 0, closed: 0 };
  for (const { how, ended } of otherwise.rows) {
    counts[how] = ended;
    counts.collected -= ended;
  }
  return counts;
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
