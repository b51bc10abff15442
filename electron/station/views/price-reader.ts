import type { Kysely } from 'kysely';
import type { PriceQuery } from './queries.ts';
import type { ViewsTables } from './schema.ts';

/** A manager who publishes a tariff every day stays below for years. */
const TARIFF_EVENTS_MAX = 2_000;

/** Asks the rows about tariffs and prices; the events themselves lie in the journal. */
export class PriceReader {
  readonly #views: Kysely<ViewsTables>;

  constructor(views: Kysely<ViewsTables>) {
    this.#views = views;
  }

  /** Published and withdrawn tariffs by their place in the journal, the latest of them, oldest first. */
  async tariffSeqs(): Promise<readonly number[]> {
    const rows = await this.#views
      .selectFrom('tariff_history')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(TARIFF_EVENTS_MAX)
      .execute();
    return rows.map(({ seq }) => seq).toReversed();
  }

  /** Changes of the dynamic price by their place in the journal, newest first. */
  async changeSeqs({ fromAt, toAt, limit }: PriceQuery): Promise<readonly number[]> {
    let select = this.#views.selectFrom('price_history').select('seq');
    if (fromAt !== undefined) select = select.where('at', '>=', fromAt);
    if (toAt !== undefined) select = select.where('at', '<', toAt);
    const rows = await select.orderBy('seq', 'desc').limit(limit).execute();
    return rows.map(({ seq }) => seq);
  }
}
